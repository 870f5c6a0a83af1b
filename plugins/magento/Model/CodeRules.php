<?php

declare(strict_types=1);

namespace Remise\Magento\Model;

use Magento\Customer\Model\ResourceModel\Group\CollectionFactory as GroupsFactory;
use Magento\Framework\Exception\AlreadyExistsException;
use Magento\SalesRule\Api\Data\CouponInterface;
use Magento\SalesRule\Model\Coupon;
use Magento\SalesRule\Model\CouponFactory;
use Magento\SalesRule\Model\ResourceModel\Rule\CollectionFactory as RulesFactory;
use Magento\SalesRule\Model\Rule;
use Magento\SalesRule\Model\RuleFactory;
use Magento\Store\Model\StoreManagerInterface;

/**
 * The sales rules and coupons that stand in Magento for codes of ours.
 *
 * A code has neither until somebody enters it and it applies. Then it becomes a coupon of its campaign's rule, which says
 * nothing: what is taken off, when and how often, is asked of the engine. Codes without a campaign share one rule.
 */
final class CodeRules
{
    /** The action of our rules, for which `etc/di.xml` names the calculator. */
    public const ACTION = 'remise';

    private const CAMPAIGN = 'remise_campaign';
    private const NO_CAMPAIGN = '';
    private const NAME = 'Remise';

    /** Behind the shop's own. */
    private const LAST = 1_000_000;

    public function __construct(
        private readonly RuleFactory $rules,
        private readonly RulesFactory $found,
        private readonly CouponFactory $coupons,
        private readonly StoreManagerInterface $stores,
        private readonly GroupsFactory $groups,
    ) {
    }

    public static function isOurs(Rule $rule): bool
    {
        return $rule->getSimpleAction() === self::ACTION;
    }

    /** Whether the code is one of the shop's own coupons. */
    public function isForeign(string $code): bool
    {
        $coupon = $this->coupon($code);

        return $coupon->getId() && !self::isOurs($this->rules->create()->load($coupon->getRuleId()));
    }

    /** Whether the code has its coupon. */
    public function has(string $code): bool
    {
        return (bool) $this->coupon($code)->getId();
    }

    /** Gives a code its coupon. @param array<string, mixed> $coupon the wire's `Coupon`, as it is stored */
    public function add(string $code, array $coupon): void
    {
        $id = (string) ($coupon['id'] ?? $code);
        $rule = $id === $code ? $this->rule(self::NO_CAMPAIGN, self::NAME) : $this->rule($id, (string) ($coupon['name'] ?? $id));
        try {
            $this->coupons->create()
                ->setRuleId($rule->getId())
                ->setCode($code)
                ->setType(CouponInterface::TYPE_GENERATED)
                ->save();
        } catch (AlreadyExistsException) {
            // By somebody who has entered it in the same moment.
        }
    }

    /** Takes all of them out of the shop, with their coupons. */
    public function removeAll(): void
    {
        foreach ($this->found->create()->addFieldToFilter(self::CAMPAIGN, ['notnull' => true]) as $rule) {
            $rule->delete();
        }
    }

    private function coupon(string $code): Coupon
    {
        return $this->coupons->create()->loadByCode($code);
    }

    private function rule(string $campaign, string $name): Rule
    {
        $rule = $this->ruleOf($campaign);
        if ($rule->getId()) {
            return $rule;
        }
        try {
            return $rule->addData([
                self::CAMPAIGN => $campaign,
                'name' => $name,
                'is_active' => 1,
                'simple_action' => self::ACTION,
                'sort_order' => self::LAST,
                'coupon_type' => Rule::COUPON_TYPE_SPECIFIC,
                'use_auto_generation' => 1,
                'website_ids' => array_keys($this->stores->getWebsites()),
                'customer_group_ids' => $this->groups->create()->getAllIds(),
                'stop_rules_processing' => 0,
                'is_advanced' => 1,
            ])->save();
        } catch (AlreadyExistsException) {
            return $this->ruleOf($campaign);
        }
    }

    private function ruleOf(string $campaign): Rule
    {
        return $this->found->create()->addFieldToFilter(self::CAMPAIGN, $campaign)->getFirstItem();
    }
}
