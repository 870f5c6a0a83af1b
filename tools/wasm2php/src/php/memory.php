<?php // Methods on memory. Each is copied into a class that calls it; `TrapClass` becomes the class's own.
//@ _load32
    private function _load32(&$m, $a)
    {
        $k = $a >> 2;
        $s = $a << 3 & 24;
        $low = $m[$k] ?? $this->_oob();
        return $s ? ($low >> $s | ($m[$k + 1] ?? $this->_oob()) << 32 - $s) & 0xFFFFFFFF : $low;
    }
//@ _load64
    private function _load64(&$m, $a)
    {
        $k = $a >> 2;
        $v = ($m[$k] ?? $this->_oob()) | ($m[$k + 1] ?? $this->_oob()) << 32;
        if ($s = $a << 3 & 24) {
            return $v >> $s & \PHP_INT_MAX >> $s - 1 | ($m[$k + 2] ?? $this->_oob()) << 64 - $s;
        }
        return $v;
    }
//@ _load16
    private function _load16(&$m, $a)
    {
        $low = ($m[$a >> 2] ?? $this->_oob()) >> ($a << 3 & 24);
        return ($a & 3) < 3 ? $low & 65535 : $low | (($m[($a >> 2) + 1] ?? $this->_oob()) & 255) << 8;
    }
//@ _store32
    private function _store32(&$m, $a, $v)
    {
        $k = $a >> 2;
        $s = $a << 3 & 24;
        if (!isset($m[$k + ($s ? 1 : 0)])) {
            $this->_oob();
        }
        if (!$s) {
            $m[$k] = $v;
            return;
        }
        $low = (1 << $s) - 1;
        $m[$k] = $m[$k] & $low | $v << $s & 0xFFFFFFFF;
        $m[$k + 1] = $m[$k + 1] & ~$low | $v >> 32 - $s;
    }
//@ _store64
    private function _store64(&$m, $a, $v)
    {
        if (!isset($m[$a + 7 >> 2])) {
            $this->_oob();
        }
        $k = $a >> 2;
        $low = $v & 0xFFFFFFFF;
        $high = $v >> 32 & 0xFFFFFFFF;
        if (!$s = $a << 3 & 24) {
            $m[$k] = $low;
            $m[$k + 1] = $high;
            return;
        }
        $keep = (1 << $s) - 1;
        $m[$k] = $m[$k] & $keep | $low << $s & 0xFFFFFFFF;
        $m[$k + 1] = $low >> 32 - $s | $high << $s & 0xFFFFFFFF;
        $m[$k + 2] = $m[$k + 2] & ~$keep | $high >> 32 - $s;
    }
//@ _store16
    private function _store16(&$m, $a, $v)
    {
        $k = $a >> 2;
        $s = $a << 3 & 24;
        $v &= 65535;
        if (!isset($m[$a + 1 >> 2])) {
            $this->_oob();
        }
        $m[$k] = ($m[$k] & ~(65535 << $s) | $v << $s) & 0xFFFFFFFF;
        if ($s === 24) {
            $m[$k + 1] = $m[$k + 1] & 0xFFFFFF00 | $v >> 8;
        }
    }
//@ _oob
    private function _oob(): never
    {
        $this->_trap('out of bounds memory access');
    }
//@ _trap
    private function _trap(string $message): never
    {
        throw new TrapClass($message);
    }
//@ _grow
    private function _grow(&$m, $n)
    {
        $old = $this->pages;
        if ($n > $this->maximum - $old) {
            return 0xFFFFFFFF;
        }
        $this->pages = $old + $n;
        $this->_pad($m);
        return $old;
    }
//@ _pad
    private function _pad(&$m): void
    {
        // Before PHP 8.3 one call adds 2^20 at most.
        $words = $this->pages << 14;
        while (($have = \count($m)) < $words) {
            $m = \array_pad($m, \min($words, $have + 1048576), 0);
        }
    }
//@ _check
    private function _check(&$m, $a, $n): void
    {
        if ($a < 0 || $n < 0 || $a + $n > $this->pages << 16) {
            $this->_oob();
        }
    }
//@ _copy
    private function _copy(&$m, $d, $s, $n): void
    {
        $end = $d + $n;
        if ($s + $n > ($limit = $this->pages << 16) || $end > $limit) {
            $this->_oob();
        }
        if ($n === 0 || $d === $s) {
            return;
        }
        if ($d > $s && $d < $s + $n) {
            $this->_put($m, $d, $this->_get($m, $s, $n));
            return;
        }
        // Up to the first whole word of the destination, whole words, and what is left.
        if ($d & 3) {
            $n = 4 - ($d & 3);
            $this->_merge($m, $d, $s, $d + $n > $end ? $end - $d : $n);
            $d += $n;
            $s += $n;
        }
        $k = $d >> 2;
        $last = $end >> 2;
        $from = $s >> 2;
        if ($shift = $s << 3 & 24) {
            $rest = 32 - $shift;
            if ($k < $last) {
                $s += $last - $k << 2;
                $word = $m[$from];
                do {
                    $low = $word >> $shift;
                    $m[$k] = $low | ($word = $m[++$from]) << $rest & 0xFFFFFFFF;
                } while (++$k < $last);
            }
        } else {
            $s += $last > $k ? $last - $k << 2 : 0;
            while ($k < $last) {
                $m[$k++] = $m[$from++];
            }
        }
        if ($last << 2 >= $d && $end & 3) {
            $this->_merge($m, $last << 2, $s, $end & 3);
        }
    }
//@ _merge
    private function _merge(&$m, $d, $s, $n): void
    {
        // At most three bytes, all within one word of the destination.
        $k = $s >> 2;
        $shift = $s << 3 & 24;
        $v = $m[$k] >> $shift;
        if (($s & 3) + $n > 4) {
            $v |= $m[$k + 1] << 32 - $shift;
        }
        $mask = (1 << ($n << 3)) - 1;
        $shift = $d << 3 & 24;
        $m[$d >> 2] = $m[$d >> 2] & ~($mask << $shift) | ($v & $mask) << $shift;
    }
//@ _fill
    private function _fill(&$m, $d, $v, $n): void
    {
        $this->_check($m, $d, $n);
        $v = ($v & 255) * 0x01010101;
        $end = $d + $n;
        for (; $d < $end && $d & 3; ++$d) {
            $m[$d >> 2] = $m[$d >> 2] & ~(255 << ($d << 3 & 24)) | ($v & 255) << ($d << 3 & 24);
        }
        for ($k = $d >> 2; $d + 4 <= $end; $d += 4) {
            $m[$k++] = $v;
        }
        for (; $d < $end; ++$d) {
            $m[$d >> 2] = $m[$d >> 2] & ~(255 << ($d << 3 & 24)) | ($v & 255) << ($d << 3 & 24);
        }
    }
//@ _init
    private function _init(&$m, $segment, $d, $s, $n): void
    {
        $bytes = $this->data[$segment][0] ?? '';
        if ($s + $n > \strlen($bytes)) {
            $this->_oob();
        }
        $this->_check($m, $d, $n);
        $this->_put($m, $d, \substr($bytes, $s, $n));
    }
//@ _get
    private function _get(&$m, $a, $n): string
    {
        if ($n === 0) {
            return '';
        }
        $bytes = '';
        $end = ($a + $n + 3) >> 2;
        for ($k = $a >> 2; $k < $end; $k += 4096) {
            $bytes .= \pack('V*', ...\array_slice($m, $k, \min(4096, $end - $k)));
        }
        return \substr($bytes, $a & 3, $n);
    }
//@ _put
    private function _put(&$m, $a, string $bytes): void
    {
        $n = \strlen($bytes);
        if ($n === 0) {
            return;
        }
        $k = $a >> 2;
        if ($head = $a & 3) {
            $bytes = \substr(\pack('V', $m[$k]), 0, $head) . $bytes;
        }
        if ($tail = ($a + $n) & 3) {
            $bytes .= \substr(\pack('V', $m[$a + $n >> 2]), $tail);
        }
        foreach (\unpack('V*', $bytes) as $word) {
            $m[$k++] = $word;
        }
    }
