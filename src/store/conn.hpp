#pragma once

#include "base/error.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace taizhang::store {

/// What can be bound to $1..$n. Geometry crosses as WKB; the adapter gives it the engine's form.
struct Wkb {
    std::string bytes;
};
struct Bytes {
    std::string data;
};
using Value = std::variant<std::monostate, std::int64_t, double, std::string, Bytes, Wkb>;

/// A broken rule of the database, told apart so that the repositories can put it into a clerk's words.
class ConstraintError : public Error {
public:
    enum class Rule { unique, foreign_key, not_null, check, trigger };
    ConstraintError(Rule rule, std::string const& engine_words, std::string detail = {})
        : Error{Kind::refused, tr("The database refused the change: {0}", engine_words)}, rule_{rule}, detail_{std::move(detail)}
    {}
    [[nodiscard]] Rule rule() const noexcept { return rule_; }
    /// The engine's further words, such as which key it was; may be empty.
    [[nodiscard]] std::string const& detail() const noexcept { return detail_; }

private:
    Rule rule_;
    std::string detail_;
};

/// A prepared statement. Values go in by bind(), never by text.
class Query {
public:
    virtual ~Query() = default;
    virtual Query& bind(int n, Value value) = 0; ///< $n, from 1
    [[nodiscard]] virtual bool step() = 0;
    /// Ready to be bound and run again.
    virtual void reset() = 0;
    void run()
    {
        while (step()) {}
        reset();
    }

    [[nodiscard]] virtual bool is_null(int column) const = 0;
    /// @throws Error corrupt when the value is of another type
    [[nodiscard]] virtual std::int64_t integer(int column) const = 0;
    [[nodiscard]] virtual double real(int column) const = 0;
    [[nodiscard]] virtual std::string text(int column) const = 0;
    /// text(), without a copy and with numbers taken for text: for long lists. Gone with the next step().
    [[nodiscard]] virtual std::string_view view(int column) const = 0;
    [[nodiscard]] virtual std::string wkb(int column) const = 0; ///< "" for a geometry that cannot be read
    [[nodiscard]] virtual std::string bytes(int column) const = 0;
    [[nodiscard]] virtual Value value(int column) const = 0; ///< whatever it is
    [[nodiscard]] std::string text_or_empty(int column) const { return is_null(column) ? std::string{} : text(column); }
};

/// Many rows into one table, the engine's quickest way. Nothing else may be asked of the connection until finish().
class RowWriter {
public:
    virtual ~RowWriter() = default;
    virtual void write(std::vector<Value> row) = 0; ///< in the order of the columns
    /// Some engines look at the rows only now. @throws as Query::step()
    virtual void finish() = 0;
};

/// One connection to one engine. SQL is written once with $1..$n; what differs is behind these functions.
class Conn {
public:
    virtual ~Conn() = default;
    [[nodiscard]] virtual std::unique_ptr<Query> prepare(std::string_view sql) = 0;
    virtual void exec(std::string const& script) = 0;
    /// Starts a transaction that may write; waits for other writers a few seconds. @throws Error busy
    virtual void begin() = 0;
    virtual void commit() = 0;
    virtual void rollback() noexcept = 0;
    [[nodiscard]] virtual std::int64_t affected() const = 0; ///< rows of the last statement
    /// Of the last INSERT. Costs a server an answer of its own: INSERT .. RETURNING id is better.
    [[nodiscard]] virtual std::int64_t last_id() const = 0;
    /// Changes when another connection has committed.
    [[nodiscard]] virtual std::int64_t others_version() = 0;
    /// The same for one table, where the engine can tell; any change, where it cannot.
    [[nodiscard]] virtual std::int64_t others_version_of(std::string_view /*table*/) { return others_version(); }
    /// Fills the dialect's tokens of a migration.
    [[nodiscard]] virtual std::string dialect(std::string_view migration) const = 0;
    [[nodiscard]] virtual std::string_view engine() const noexcept = 0; ///< sqlite, postgres
    /// How a column is asked for: itself, or what stands in its place for an account that may not read it.
    [[nodiscard]] virtual std::string column(std::string_view /*table*/, std::string_view column) const { return std::string{column}; }

    /// Around a bulk insert into a feature table: without the spatial index's triggers, index rebuilt and checked after.
    virtual void begin_bulk(std::string const& feature_table) = 0;
    virtual void end_bulk(std::string const& feature_table) = 0;
    [[nodiscard]] virtual std::unique_ptr<RowWriter> row_writer(std::string const& table, std::vector<std::string> const& columns) = 0;
    /// Condition that selects the rows whose geometry touches the box $n..$n+3 (west, south, east, north).
    [[nodiscard]] virtual std::string touches_box(std::string const& feature_table, int n) const = 0;
    /// Bookkeeping the format wants after a feature table changed.
    virtual void note_change(std::string const& feature_table) = 0;
    /// A transaction that sees one state of everything, whatever others write meanwhile.
    virtual void begin_reading() = 0;
    /// The tables of a ledger, those that are referred to before those that refer.
    [[nodiscard]] virtual std::vector<std::string> tables() = 0;
    [[nodiscard]] virtual std::vector<std::string> columns(std::string const& table) = 0; ///< the key first
    /// The last id that was given to a row, be it there or not; 0 where ids are not given by the engine.
    [[nodiscard]] virtual std::int64_t last_given_id(std::string const& table) = 0;
    virtual void set_last_given_id(std::string const& table, std::int64_t id) = 0;
    /// Until the end of the transaction nobody else appends to the record of changes.
    virtual void lock_chain() = 0;
};

/// A migration for the engine: lines between "-- @engine" and "-- @end" only for that engine, {{token words}} by `fill`.
[[nodiscard]] std::string fill_dialect(std::string_view migration, std::string_view engine,
                                       std::function<std::string(std::string const& token, std::vector<std::string> const& words)> const& fill);
/// Runs an INSERT .. RETURNING id and gives the id. The query is ready to be bound again.
[[nodiscard]] std::int64_t insert_returning_id(Query& query);
/// Runs `work` in a transaction: kept when it returns, undone when it throws.
void in_transaction(Conn& conn, std::function<void()> const& work);

} // namespace taizhang::store
