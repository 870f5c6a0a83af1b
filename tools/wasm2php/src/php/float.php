<?php // Methods on floats. An f32 is held as the double of the same value; its NaN keeps sign and payload.
//@ _float32
    private function _float32($bits)
    {
        if (($bits & 0x7F800000) === 0x7F800000 && $bits & 0x7FFFFF) {
            return $this->_float64(($bits & 0x80000000) << 32 | 0x7FF << 52 | ($bits & 0x7FFFFF) << 29);
        }
        return \unpack('g', \pack('V', $bits))[1];
    }
//@ _bits32
    private function _bits32($x)
    {
        if ($x != $x) {
            $bits = $this->_bits64($x);
            return $bits >> 32 & 0x80000000 | 0x7F800000 | $bits >> 29 & 0x7FFFFF;
        }
        return \unpack('V', \pack('g', $x))[1];
    }
//@ _float64
    private function _float64($bits)
    {
        return \unpack('e', \pack('P', $bits))[1];
    }
//@ _bits64
    private function _bits64($x)
    {
        return \unpack('P', \pack('e', $x))[1];
    }
//@ _quiet
    private function _quiet($x)
    {
        return $x != $x ? $this->_float64($this->_bits64($x) | 1 << 51) : $x;
    }
//@ _round
    private function _round($x)
    {
        return $x != $x ? $this->_quiet($x) : \unpack('g', \pack('g', $x))[1];
    }
//@ _neg
    private function _neg($x)
    {
        return $this->_float64($this->_bits64($x) ^ \PHP_INT_MIN);
    }
//@ _copysign
    private function _copysign($x, $y)
    {
        return $this->_float64($this->_bits64($x) & \PHP_INT_MAX | $this->_bits64($y) & \PHP_INT_MIN);
    }
//@ _min
    private function _min($x, $y)
    {
        if ($x != $x || $y != $y) {
            return $this->_quiet($x != $x ? $x : $y);
        }
        return $x == $y ? $this->_float64($this->_bits64($x) | $this->_bits64($y)) : ($x < $y ? $x : $y);
    }
//@ _max
    private function _max($x, $y)
    {
        if ($x != $x || $y != $y) {
            return $this->_quiet($x != $x ? $x : $y);
        }
        return $x == $y ? $this->_float64($this->_bits64($x) & $this->_bits64($y)) : ($x > $y ? $x : $y);
    }
//@ _ceil
    private function _ceil($x)
    {
        return $x != $x ? $this->_quiet($x) : \ceil($x);
    }
//@ _floor
    private function _floor($x)
    {
        return $x != $x ? $this->_quiet($x) : \floor($x);
    }
//@ _truncate
    private function _truncate($x)
    {
        return $x != $x ? $this->_quiet($x) : ($x < 0 ? \ceil($x) : \floor($x));
    }
//@ _nearest
    private function _nearest($x)
    {
        if ($x != $x) {
            return $this->_quiet($x);
        }
        if (\abs($x) >= 4503599627370496.0) {
            return $x;
        }
        // Adding 2^52 rounds to an integer, halves to even; the sign of a zero is put back.
        $r = $x < 0 ? $x - 4503599627370496.0 + 4503599627370496.0 : $x + 4503599627370496.0 - 4503599627370496.0;
        return $this->_copysign($r, $x);
    }
//@ _number
    private function _number($x, $low, $high)
    {
        if ($x != $x) {
            $this->_trap('invalid conversion to integer');
        }
        if ($x <= $low || $x >= $high) {
            $this->_trap('integer overflow');
        }
        return $x;
    }
//@ _trunc32s
    private function _trunc32s($x)
    {
        return (int)$this->_number($x, -2147483649.0, 2147483648.0) & 0xFFFFFFFF;
    }
//@ _trunc32u
    private function _trunc32u($x)
    {
        return (int)$this->_number($x, -1.0, 4294967296.0);
    }
//@ _trunc64s
    private function _trunc64s($x)
    {
        return (int)$this->_number($x, -9223372036854777856.0, 9223372036854775808.0);
    }
//@ _trunc64u
    private function _trunc64u($x)
    {
        $x = $this->_number($x, -1.0, 18446744073709551616.0);
        return $x < 9223372036854775808.0 ? (int)$x : (int)($x - 9223372036854775808.0) ^ \PHP_INT_MIN;
    }
//@ _sat32s
    private function _sat32s($x)
    {
        return $x != $x ? 0 : (int)\max(-2147483648.0, \min(2147483647.0, $x)) & 0xFFFFFFFF;
    }
//@ _sat32u
    private function _sat32u($x)
    {
        return $x != $x ? 0 : (int)\max(0.0, \min(4294967295.0, $x));
    }
//@ _sat64s
    private function _sat64s($x)
    {
        if ($x != $x) {
            return 0;
        }
        if ($x >= 9223372036854775808.0) {
            return \PHP_INT_MAX;
        }
        return $x < -9223372036854775808.0 ? \PHP_INT_MIN : (int)$x;
    }
//@ _sat64u
    private function _sat64u($x)
    {
        if ($x != $x || $x <= 0.0) {
            return 0;
        }
        return $x >= 18446744073709551616.0 ? -1 : $this->_trunc64u($x);
    }
//@ _convert32s
    private function _convert32s($a)
    {
        return (float)($a << 32 >> 32);
    }
//@ _convert32s32
    private function _convert32s32($a)
    {
        return $this->_round((float)($a << 32 >> 32));
    }
//@ _convert64s
    private function _convert64s($a)
    {
        return (float)$a;
    }
//@ _odd
    private function _odd($a)
    {
        // So that rounding twice equals rounding once: what a double would lose is kept as one sticky bit.
        return $a > -0x20000000000000 && $a < 0x20000000000000 ? $a : $a & ~0xFFF | ($a & 0xFFF ? 0x800 : 0);
    }
//@ _convert64s32
    private function _convert64s32($a)
    {
        return $this->_round((float)$this->_odd($a));
    }
//@ _convert64u
    private function _convert64u($a)
    {
        return $a >= 0 ? (float)$a : (float)($a >> 1 & \PHP_INT_MAX | $a & 1) * 2.0;
    }
//@ _convert64u32
    private function _convert64u32($a)
    {
        return $a >= 0 ? $this->_convert64s32($a) : $this->_round((float)$this->_odd($a >> 1 & \PHP_INT_MAX | $a & 1) * 2.0);
    }
