<?php // Methods on a table that other modules may share or instructions may write.
//@ _element
    private function _element(\stdClass $table, $i, string $type): \Closure
    {
        if ($i >= \count($table->elements)) {
            $this->_trap('undefined element');
        }
        $function = $table->elements[$i] ?? $this->_trap('uninitialized element');
        if ($function->type !== $type) {
            $this->_trap('indirect call type mismatch');
        }
        return $function->call;
    }
//@ _tableInit
    private function _tableInit(\stdClass $table, $segment, $d, $s, $n): void
    {
        $items = $this->elements[$segment];
        if ($s + $n > \count($items) || $d + $n > \count($table->elements)) {
            $this->_trap('out of bounds table access');
        }
        for ($i = 0; $i < $n; ++$i) {
            $item = $items[$s + $i];
            $table->elements[$d + $i] = $item === null ? null : $this->_function($item);
        }
    }
//@ _tableCopy
    private function _tableCopy(\stdClass $to, \stdClass $from, $d, $s, $n): void
    {
        if ($s + $n > \count($from->elements) || $d + $n > \count($to->elements)) {
            $this->_trap('out of bounds table access');
        }
        foreach (\array_slice($from->elements, $s, $n) as $i => $element) {
            $to->elements[$d + $i] = $element;
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
