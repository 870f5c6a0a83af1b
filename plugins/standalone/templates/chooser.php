<?php /** Whom a visitor poses as, and in which currency: what a real shop knows from an account and an address. */ ?>
  <div class="chooser">
    <div class="page">
      <span class="chooser-mark">Demo</span>
      <form method="post" action="/choose" data-auto>
        <input type="hidden" name="csrf" value="<?= $e($csrf) ?>">
        <input type="hidden" name="back" value="/">
        <label for="customer">You are</label>
        <select id="customer" name="customer">
          <option value="">a guest</option>
<?php foreach ($shop->customers as $one): ?>
          <option value="<?= $e($one->id) ?>"<?= $customer?->id === $one->id ? ' selected' : '' ?>><?= $e("{$one->name} ({$one->modality})") ?></option>
<?php endforeach ?>
        </select>
        <label for="currency"><span class="wordy">paying </span>in</label>
        <select id="currency" name="currency">
<?php foreach ($shop->currencies as $code => $one): ?>
          <option value="<?= $e($code) ?>"<?= $currency === $code ? ' selected' : '' ?>><?= $e("{$one['name']} ($code)") ?></option>
<?php endforeach ?>
        </select>
        <button>Switch</button>
      </form>
    </div>
  </div>
