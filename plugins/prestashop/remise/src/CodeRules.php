<?php

declare(strict_types=1);

namespace Remise\PrestaShop;

/**
 * The cart rules that stand in PrestaShop's carts for codes of ours.
 *
 * PrestaShop's cart holds cart rules and nothing else, and a shop with many of them is slow. So a code has none until somebody
 * enters it and it applies; then it gets one that says nothing: what it takes off, when and how often, is asked of the engine.
 */
final class CodeRules
{
    /** In a field that only the back office shows. */
    private const MARK = 'remise';

    private const ALWAYS = ['2000-01-01 00:00:00', '2099-12-31 23:59:59'];
    private const ANY_NUMBER = 1_000_000_000;

    /** PrestaShop passes over rules that take nothing off, so ours seem to; nobody is ever asked for this. */
    private const SEEMING_PERCENT = '0.01';

    /** @var array<int, \CartRule> */
    private array $known = [];

    /** @var array<int, array<string, string>> why each code left a cart in this request */
    private array $withdrawn = [];

    public static function isOurs(\CartRule $rule): bool
    {
        return $rule->description === self::MARK;
    }

    /** The codes of ours in a cart. @return array<int, string> by the ids of their rules */
    public function codes(\Cart $cart): array
    {
        $codes = [];
        foreach ($cart->id ? $cart->getOrderedCartRulesIds() : [] as ['id_cart_rule' => $id]) {
            $rule = $this->known[(int) $id] ??= new \CartRule((int) $id);
            if (self::isOurs($rule)) {
                $codes[(int) $id] = (string) $rule->code;
            }
        }

        // PrestaShop's list of them is older than what it has taken out.
        return array_diff($codes, array_map(strval(...), array_keys($this->withdrawn($cart))));
    }

    /** A code no longer applies, and leaves the cart. */
    public function withdraw(\Cart $cart, string $code, string $why): void
    {
        $this->withdrawn[(int) $cart->id][$code] = $why;
    }

    /** What has left the cart in this request. @return array<string, string> why, by code */
    public function withdrawn(\Cart $cart): array
    {
        return $this->withdrawn[(int) $cart->id] ?? [];
    }

    /** Whether the code belongs to a cart rule that the shop owner has made. */
    public function isForeign(string $code): bool
    {
        $id = (int) \CartRule::getIdByCode($code);

        return $id !== 0 && !self::isOurs(new \CartRule($id));
    }

    /** The rule that stands for a code. */
    public function ensure(string $code, string $name): int
    {
        $id = (int) \CartRule::getIdByCode($code);
        if ($id !== 0) {
            return $id;
        }
        $rule = new \CartRule();
        $rule->code = $code;
        $rule->name = array_fill_keys(\Language::getIDs(false), $name);
        $rule->description = self::MARK;
        [$rule->date_from, $rule->date_to] = self::ALWAYS;
        $rule->quantity = $rule->quantity_per_user = self::ANY_NUMBER;
        $rule->reduction_percent = self::SEEMING_PERCENT;
        $rule->partial_use = $rule->highlight = false;
        $rule->active = true;
        if (!$rule->add()) {
            throw new \RuntimeException("PrestaShop did not take the cart rule for the code `$code`");
        }

        return (int) $rule->id;
    }

    /** Takes all of them out of the shop, and out of its carts. */
    public static function removeAll(): void
    {
        foreach ((new \PrestaShopCollection('CartRule'))->where('description', '=', self::MARK) as $rule) {
            $rule->delete();
        }
    }
}
