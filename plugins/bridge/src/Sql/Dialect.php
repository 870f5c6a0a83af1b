<?php

declare(strict_types=1);

namespace Remise\Bridge\Sql;

/** What differs between the databases; everything else is SQL that all of them read. */
interface Dialect
{
    /**
     * Sets up a connection, right after it was opened. It is tried again while others are in the way, so nothing of it should wait by
     * itself.
     */
    public function setUp(\PDO $pdo): void;

    /** Opens a transaction that already holds the right to write. */
    public function begin(): string;

    /** Type and constraints of a column. */
    public function column(Column $column): string;

    /** What follows the closing bracket of `CREATE TABLE`. */
    public function tableSuffix(): string;

    /**
     * An insert that does nothing when a unique index says the row is there.
     *
     * @param string $rest   columns, and values or a query
     * @param string $column one of the table's columns that no other table of the query has
     */
    public function insertUnlessThere(string $table, string $rest, string $column = 'id'): string;

    /** An insert of a row that must not be there: it fails with `isDuplicate`, or changes nothing. */
    public function insertNew(string $table, string $rest): string;

    public function isDuplicate(\PDOException $error): bool;

    /**
     * A zero that fails unless the statement before it changed exactly one row, so that several statements can be sent at once;
     * null where they are better sent one by one.
     */
    public function guard(): ?string;

    /** Whether it was the guard that failed. */
    public function isGuarded(\PDOException $error): bool;

    /** In how many rows the uses of a code that many want are counted, so that writers do not wait for one another. */
    public function slots(): int;

    /** The slot that this connection tries first, as an expression: another one than its neighbours, on other nodes too. */
    public function slot(): string;

    /** Behind a table's name in a query: it is to be searched by this index, however the database guesses its sizes. */
    public function by(string $index): string;

    /** Whether an error says that what was to be created is there. */
    public function isThere(\PDOException $error): bool;

    /** Whether an error only says that others are in the way just now. */
    public function isConflict(\PDOException $error): bool;

    /** Whether a transaction that ended with it should be tried again. */
    public function mayRepeat(\PDOException $error): bool;

    /** Whether the connection is gone, and with it whether anything was done. */
    public function isLost(\PDOException $error): bool;

    /** Whether an error says that there is no such table. */
    public function isMissing(\PDOException $error): bool;

    /** For how long something is tried again. */
    public function patienceMs(): int;

    /** How long to wait after so many attempts. */
    public function pauseMicroseconds(int $attempt): int;
}
