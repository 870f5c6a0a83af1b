<?= $part('admin-nav', ['heading' => 'Mail', 'here' => '/admin/mail']) ?>
    <p class="soft">This demo shop sends nothing: its mail waits in a folder, from which a mail server could take it.</p>
<?php if ($messages_sent === []): ?>
    <p class="card empty lead">No mail yet. Somebody has to buy vouchers first.</p>
<?php else: ?>
    <section class="card">
      <div class="scroll">
        <table>
          <caption class="visually-hidden">Messages, the latest first</caption>
          <thead><tr><th scope="col">Subject</th><th scope="col">To</th><th scope="col">Written</th></tr></thead>
          <tbody>
<?php foreach ($messages_sent as $mail): ?>
            <tr><th scope="row"><a href="/admin/mail/<?= $e($mail['name']) ?>"><?= $e($mail['subject']) ?></a></th><td><?= $e($mail['to']) ?></td><td class="nowrap"><?= $e($mail['date']) ?></td></tr>
<?php endforeach ?>
          </tbody>
        </table>
      </div>
    </section>
<?php endif ?>
