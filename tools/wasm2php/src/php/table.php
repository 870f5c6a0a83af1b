<?php // Methods on a table that other modules may share or instructions may write.
//@ _element
    private function _element($i, string $type): \Closure
    {
        $table = $this->table->elements;
        if (!\array_key_exists($i, $table)) {
            $this->_trap('undefined element');
        }
        $function = $table[$i] ?? $this->_trap('uninitialized element');
        if ($function->type !== $type) {
            $this->_trap('indirect call type mismatch');
        }
        return $function->call;
    }
//@ _tableInit
    private function _tableInit($segment, $d, $s, $n): void
    {
        $items = $this->elements[$segment];
        if ($s + $n > \count($items) || $d + $n > \count($this->table->elements)) {
            $this->_trap('out of bounds table access');
        }
        for ($i = 0; $i < $n; ++$i) {
            $item = $items[$s + $i];
            $this->table->elements[$d + $i] = $item === null ? null : $this->_function($item);
        }
    }
//@ _tableCopy
    private function _tableCopy($d, $s, $n): void
    {
        $size = \count($this->table->elements);
        if ($s + $n > $size || $d + $n > $size) {
            $this->_trap('out of bounds table access');
        }
        foreach (\array_slice($this->table->elements, $s, $n) as $i => $element) {
            $this->table->elements[$d + $i] = $element;
        }
    }
//@ _badElement
    private function _badElement($i, int $size, string $empty): never
    {
        if ($i >= $size) {
            $this->_trap('undefined element');
        }
        $this->_trap(\str_contains($empty, ",$i,") ? 'uninitialized element' : 'indirect call type mismatch');
    }
