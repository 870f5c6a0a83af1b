<?php

declare(strict_types=1);

namespace Remise\Magento\Console;

use Remise\Magento\Model\Till;
use Symfony\Component\Console\Command\Command;
use Symfony\Component\Console\Input\InputArgument;
use Symfony\Component\Console\Input\InputInterface;
use Symfony\Component\Console\Output\OutputInterface;

/** `bin/magento remise:api POST /api/admin/keys '{…}'`: who may run this may do what the back office may. Not final, as Magento has plugins for commands. */
class Api extends Command
{
    public function __construct(private readonly Till $till)
    {
        parent::__construct();
    }

    protected function configure(): void
    {
        $this->setName('remise:api')
            ->setDescription('Sends a request to Remise as the back office, and prints the answer')
            ->addArgument('method', InputArgument::REQUIRED, 'GET, POST, PUT or DELETE')
            ->addArgument('path', InputArgument::REQUIRED, 'such as /api/admin/keys; /api/openapi.json lists all of them')
            ->addArgument('body', InputArgument::OPTIONAL, 'JSON', '');
    }

    protected function execute(InputInterface $input, OutputInterface $output): int
    {
        $body = fopen('php://memory', 'w+b');
        fwrite($body, $input->getArgument('body'));
        rewind($body);
        $answer = $this->till->http()->handle([
            'REQUEST_METHOD' => strtoupper($input->getArgument('method')),
            'REQUEST_URI' => $input->getArgument('path'),
            'CONTENT_TYPE' => 'application/json',
        ], $body, true);
        $output->writeln($answer->body, OutputInterface::OUTPUT_RAW);

        return $answer->status < 400 ? self::SUCCESS : self::FAILURE;
    }
}
