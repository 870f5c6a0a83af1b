<?php

    /** The bytes of memory from $ptr. */
    public function readBytes(int $ptr, int $len): string
    {
        $this->_check($this->m, $ptr, $len);
        return $this->_get($this->m, $ptr, $len);
    }

    /** Writes bytes to memory from $ptr. */
    public function writeBytes(int $ptr, string $bytes): void
    {
        $this->_check($this->m, $ptr, \strlen($bytes));
        $this->_put($this->m, $ptr, $bytes);
    }

    /** @param list<int> $words unsigned 32-bit words, written from $ptr, a multiple of 4 */
    public function writeWords(int $ptr, array $words): void
    {
        $this->_check($this->m, $ptr, \count($words) << 2);
        if ($ptr & 3) {
            throw new \ValueError("writeWords needs a multiple of 4, not $ptr; use writeBytes");
        }
        $k = $ptr >> 2;
        foreach ($words as $word) {
            $this->m[$k++] = $word & 0xFFFFFFFF;
        }
    }
