<?php

declare(strict_types=1);

// Empties the embedded shop's data; its next request makes it anew. Stop the shop first.

$data = getenv('REMISE_DATA');
$directory = is_string($data) && $data !== '' ? $data : dirname(__DIR__, 3) . '/var/shop';
$sessions = glob($directory . '/sessions/sess_*') ?: [];
foreach ([...$sessions, ...(glob($directory . '/shop.sqlite*') ?: []), ...(glob($directory . '/mail/*.eml') ?: [])] as $file) {
    unlink($file);
}
echo "emptied $directory\n";
