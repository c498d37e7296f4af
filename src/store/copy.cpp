// From one engine to another: the rows as they are, with their ids.
#include "store/copy.hpp"

#include "geo/shape.hpp"
#include "store/sqlite/sqlite_conn.hpp"
#include "store/sql_ledger.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <bit>

namespace taizhang::store {
namespace {

using Kind = Error::Kind;

/// SHA-256 over rows in a form that does not depend on the engine.
class RowHash {
public:
    RowHash() : context_{EVP_MD_CTX_new(), EVP_MD_CTX_free}
    {
        if (!context_ || EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) != 1)
            throw Error{Kind::internal, tr("SHA-256 is not available.")};
    }
    void add(std::vector<Value> const& row)
    {
        buffer_.clear();
        for (auto const& value : row)
            std::visit([this](auto const& v) { append(v); }, value);
        EVP_DigestUpdate(context_.get(), buffer_.data(), buffer_.size());
    }
    [[nodiscard]] std::string hex()
    {
        std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
        unsigned size = 0;
        EVP_DigestFinal_ex(context_.get(), digest.data(), &size);
        static constexpr std::string_view digits = "0123456789abcdef";
        std::string out;
        for (unsigned i = 0; i < size; ++i) {
            out += digits[digest.at(i) >> 4U];
            out += digits[digest.at(i) & 15U];
        }
        return out;
    }

private:
    void append(std::monostate /*null*/) { buffer_ += 'N'; }
    void append(std::int64_t v) { buffer_ += 'I' + std::to_string(v) + ';'; }
    void append(double v) { buffer_ += 'D' + std::to_string(std::bit_cast<std::uint64_t>(v)) + ';'; }
    void append(std::string const& v) { sized('T', v); }
    void append(Bytes const& v) { sized('B', v.data); }
    void append(Wkb const& v) { sized('G', v.bytes); }
    void sized(char kind, std::string const& data)
    {
        buffer_ += kind + std::to_string(data.size()) + ':';
        buffer_ += data;
    }
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
    std::string buffer_;
};

struct TableShape {
    std::string name;
    std::vector<std::string> columns;
    [[nodiscard]] int index_of(std::string_view column) const
    {
        auto const it = std::ranges::find(columns, column);
        return it == columns.end() ? -1 : static_cast<int>(it - columns.begin());
    }
};

/// A statement over all rows, in the order of the first column, which is the key of every table of a ledger.
std::unique_ptr<Query> all_rows(Conn& conn, TableShape const& table)
{
    std::vector<std::string> asked;
    for (auto const& column : table.columns)
        asked.push_back(conn.column(table.name, column));
    return conn.prepare("SELECT " + joined(asked, ", ") + " FROM " + table.name + " ORDER BY " + table.columns.front());
}

/// The row in the form both engines agree on: geometry as our own WKB; attributes that a server keeps apart come back
/// with other white space.
std::vector<Value> row_of(Query const& q, TableShape const& table, bool own_wkb, int class_column, int attrs_column)
{
    std::vector<Value> row;
    row.reserve(table.columns.size());
    for (int i = 0; i < static_cast<int>(table.columns.size()); ++i) {
        auto value = q.value(i);
        if (auto* wkb = std::get_if<Wkb>(&value); wkb && !own_wkb)
            if (auto const shape = geo::from_wkb(wkb->bytes))
                wkb->bytes = geo::to_wkb(*shape);
        row.push_back(std::move(value));
    }
    if (attrs_column >= 0 && class_column >= 0 && std::get<std::string>(row[static_cast<std::size_t>(class_column)]) == "gas_main") {
        auto& attrs = row[static_cast<std::size_t>(attrs_column)];
        attrs = Json::parse(std::get<std::string>(attrs)).dump();
    }
    return row;
}

template <class Take>
void each_row(Conn& conn, TableShape const& table, Take take)
{
    bool const assets = table.name == "asset", own_wkb = conn.engine() == "sqlite";
    auto const class_column = assets ? table.index_of("class") : -1, attrs_column = assets ? table.index_of("attrs") : -1;
    for (auto const q = all_rows(conn, table); q->step();)
        take(row_of(*q, table, own_wkb, class_column, attrs_column));
}

std::int64_t rows_in(Conn& conn, std::string const& table)
{
    auto const q = conn.prepare("SELECT count(*) FROM " + table);
    return q->step() ? q->integer(0) : 0;
}

std::vector<TableShape> tables_of(Conn& conn)
{
    std::vector<TableShape> tables;
    for (auto const& name : conn.tables())
        if (name != "schema_migration") // each engine has its own, of the same migrations
            tables.push_back({name, conn.columns(name)});
    return tables;
}

void refuse_difference(std::string const& what)
{
    throw Error{Kind::corrupt, tr("The copy differs from the ledger in {0}, so it was not kept.", what), {},
                tr("Run check on the ledger, then copy again.")};
}

} // namespace

app::CopyResult copy_tables(Conn& from, Conn& to, Progress const& progress)
{
    auto const tables = tables_of(to);
    auto const theirs = from.tables();
    app::CopyResult result;
    std::int64_t total = 0, done = 0;
    for (auto const& table : tables) {
        if (std::ranges::find(theirs, table.name) == theirs.end())
            refuse_difference(table.name);
        total += 2 * rows_in(from, table.name);
    }
    auto const went = [&](Text const& doing) {
        if (++done % 500 == 0) {
            progress.throw_if_stopped();
            progress.report(doing, done, total);
        }
    };
    for (auto const& table : tables) {
        bool const features = table.index_of("geom") >= 0;
        RowHash hash;
        app::CopyResult::Table copied{table.name, 0, {}};
        if (rows_in(to, table.name) > 0) // days off that the migrations brought give way to the ledger's own
            to.exec("DELETE FROM " + table.name);
        if (features)
            to.begin_bulk(table.name);
        auto const writer = to.row_writer(table.name, table.columns);
        each_row(from, table, [&](std::vector<Value> row) {
            hash.add(row);
            ++copied.rows;
            writer->write(std::move(row));
            went(tr("Copying {0}", table.name));
        });
        writer->finish();
        if (features) {
            to.end_bulk(table.name);
            to.note_change(table.name);
        }
        to.set_last_given_id(table.name, from.last_given_id(table.name));
        copied.sha256 = hash.hex();
        result.tables.push_back(std::move(copied));
    }
    progress.throw_if_stopped();
    for (std::size_t i = 0; i < tables.size(); ++i) {
        RowHash hash;
        std::int64_t rows = 0;
        each_row(to, tables[i], [&](std::vector<Value> const& row) {
            hash.add(row);
            ++rows;
            went(tr("Comparing {0}", tables[i].name));
        });
        if (rows != result.tables[i].rows || hash.hex() != result.tables[i].sha256)
            refuse_difference(tables[i].name);
    }
    for (auto const& table : result.tables) {
        if (table.name == "asset")
            result.assets = table.rows;
        if (table.name == "work_order")
            result.orders = table.rows;
        if (table.name == "attachment")
            result.attachments = table.rows;
    }
    return result;
}

app::CopyResult copy_into_file(Conn& from, std::filesystem::path const& to, Clock const& clock, Progress const& progress)
{
    namespace fs = std::filesystem;
    auto const unfinished = fs::path{to.string() + ".part"};
    std::error_code error;
    auto const clean = [&] {
        for (auto const* tail : {"", "-journal", "-wal", "-shm"})
            fs::remove(unfinished.string() + tail, error);
    };
    clean();
    try {
        app::CopyResult result;
        {
            SqliteConn conn{unfinished, SqliteConn::Mode::create};
            conn.exec("PRAGMA page_size=4096; PRAGMA application_id=1196444487; PRAGMA user_version=10300; PRAGMA foreign_keys=ON");
            migrate(conn, clock, true);
            in_transaction(conn, [&] { result = copy_tables(from, conn, progress); });
        }
        fs::rename(unfinished, to);
        return result;
    } catch (...) {
        clean();
        throw;
    }
}

} // namespace taizhang::store
