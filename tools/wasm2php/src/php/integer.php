<?php // Methods on integers.
//@ _zero
    private function _zero(): never
    {
        $this->_trap('integer divide by zero');
    }
//@ _div32
    private function _div32($a, $b)
    {
        if ($b === 0) {
            $this->_zero();
        }
        if ($b === -1 && $a === -0x80000000) {
            $this->_trap('integer overflow');
        }
        return \intdiv($a, $b);
    }
//@ _div64
    private function _div64($a, $b)
    {
        if ($b === 0) {
            $this->_zero();
        }
        if ($b === -1 && $a === \PHP_INT_MIN) {
            $this->_trap('integer overflow');
        }
        return \intdiv($a, $b);
    }
//@ _div64u
    private function _div64u($a, $b)
    {
        if ($a >= 0 && $b > 0) {
            return ($a - $a % $b) / $b;
        }
        if ($b === 0) {
            $this->_zero();
        }
        if ($b < 0) {
            return ($a ^ \PHP_INT_MIN) >= ($b ^ \PHP_INT_MIN) ? 1 : 0;
        }
        // The dividend is past 2^63: half of it first, then one correction.
        $q = \intdiv($a >> 1 & \PHP_INT_MAX, $b) << 1;
        $r = $this->_sub64($a, $this->_mul64($q, $b));
        return ($r ^ \PHP_INT_MIN) >= ($b ^ \PHP_INT_MIN) ? $q + 1 : $q;
    }
//@ _rem64u
    private function _rem64u($a, $b)
    {
        if ($a >= 0 && $b > 0) {
            return $a % $b;
        }
        return $this->_sub64($a, $this->_mul64($this->_div64u($a, $b), $b));
    }
//@ _add64
    private function _add64($a, $b)
    {
        $low = ($a & 0xFFFFFFFF) + ($b & 0xFFFFFFFF);
        return ($a >> 32) + ($b >> 32) + ($low >> 32) << 32 | $low & 0xFFFFFFFF;
    }
//@ _sub64
    private function _sub64($a, $b)
    {
        $low = ($a & 0xFFFFFFFF) - ($b & 0xFFFFFFFF);
        return ($a >> 32) - ($b >> 32) + ($low >> 32) << 32 | $low & 0xFFFFFFFF;
    }
//@ _mul64
    private function _mul64($a, $b)
    {
        $a0 = $a & 0xFFFFFFFF;
        $b0 = $b & 0xFFFFFFFF;
        $b00 = $b0 & 0xFFFF;
        $b01 = $b0 >> 16;
        // The low product in two parts of 48 bits; the cross products matter modulo 2^32 only.
        $p = $a0 * $b00;
        $q = $a0 * $b01;
        $low = ($p & 0xFFFFFFFF) + (($q & 0xFFFF) << 16);
        $a1 = $a >> 32 & 0xFFFFFFFF;
        $b1 = $b >> 32 & 0xFFFFFFFF;
        $cross = ($a1 * $b00 & 0xFFFFFFFF) + (($a1 * $b01 & 0xFFFF) << 16)
            + ($b1 * ($a0 & 0xFFFF) & 0xFFFFFFFF) + (($b1 * ($a0 >> 16) & 0xFFFF) << 16);
        $high = ($p >> 32) + ($q >> 16) + ($low >> 32) + $cross;
        return $high << 32 | $low & 0xFFFFFFFF;
    }
//@ _shr64
    private function _shr64($a, $n)
    {
        return $n ? $a >> $n & \PHP_INT_MAX >> $n - 1 : $a;
    }
//@ _rotl32
    private function _rotl32($a, $n)
    {
        $n &= 31;
        return ($a << $n | $a >> 32 - $n) & 0xFFFFFFFF;
    }
//@ _rotl64
    private function _rotl64($a, $n)
    {
        $n &= 63;
        return $n ? $a << $n | $a >> 64 - $n & \PHP_INT_MAX >> 63 - $n : $a;
    }
//@ _clz32
    private function _clz32($a)
    {
        $n = 32;
        if ($a > 65535) {
            $n = 16;
            $a >>= 16;
        }
        if ($a > 255) {
            $n -= 8;
            $a >>= 8;
        }
        if ($a > 15) {
            $n -= 4;
            $a >>= 4;
        }
        return $n - [0, 1, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 4, 4, 4, 4][$a];
    }
//@ _clz64
    private function _clz64($a)
    {
        $high = $a >> 32 & 0xFFFFFFFF;
        return $high ? $this->_clz32($high) : 32 + $this->_clz32($a & 0xFFFFFFFF);
    }
//@ _ctz32
    private function _ctz32($a)
    {
        // A power of two is known by its remainder by 37.
        return [
            32, 0, 1, 26, 2, 23, 27, 32, 3, 16, 24, 30, 28, 11, 32, 13, 4, 7, 17,
            32, 25, 22, 31, 15, 29, 10, 12, 6, 32, 21, 14, 9, 5, 20, 8, 19, 18,
        ][($a & 0 - $a) % 37];
    }
//@ _ctz64
    private function _ctz64($a)
    {
        $low = $a & 0xFFFFFFFF;
        return $low ? $this->_ctz32($low) : 32 + $this->_ctz32($a >> 32 & 0xFFFFFFFF);
    }
//@ _popcnt
    private function _popcnt($a)
    {
        for ($n = 0; $a !== 0; ++$n) {
            $a &= $a === \PHP_INT_MIN ? 0 : $a - 1;
        }
        return $n;
    }
