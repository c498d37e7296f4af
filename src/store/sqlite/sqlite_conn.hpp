#pragma once

#include "store/conn.hpp"

#include <vector>

struct sqlite3;

namespace taizhang::store {

/// The SQLite adapter. One thread at a time.
class SqliteConn final : public Conn {
public:
    enum class Mode { create, read_write, read_only };
    /// Opens without looking at the content; see open_file.cpp for what a file may be.
    /// @throws Error denied, io
    SqliteConn(std::filesystem::path const& path, Mode mode);
    ~SqliteConn() override;

    [[nodiscard]] std::unique_ptr<Query> prepare(std::string_view sql) override;
    void exec(std::string const& script) override;
    void begin() override { exec("BEGIN IMMEDIATE"); }
    void commit() override { exec("COMMIT"); }
    void rollback() noexcept override;
    [[nodiscard]] std::int64_t affected() const override;
    [[nodiscard]] std::int64_t last_id() const override;
    [[nodiscard]] std::int64_t others_version() override;
    [[nodiscard]] std::string dialect(std::string_view migration) const override;
    [[nodiscard]] std::string_view engine() const noexcept override { return "sqlite"; }
    void begin_bulk(std::string const& feature_table) override;
    void end_bulk(std::string const& feature_table) override;
    [[nodiscard]] std::string touches_box(std::string const& feature_table, int n) const override;
    void note_change(std::string const& feature_table) override;
    [[nodiscard]] std::unique_ptr<RowWriter> row_writer(std::string const& table, std::vector<std::string> const& columns) override;
    void begin_reading() override { exec("BEGIN"); }
    [[nodiscard]] std::vector<std::string> tables() override;
    [[nodiscard]] std::vector<std::string> columns(std::string const& table) override;
    [[nodiscard]] std::int64_t last_given_id(std::string const& table) override;
    void set_last_given_id(std::string const& table, std::int64_t id) override;
    void lock_chain() override {} ///< BEGIN IMMEDIATE keeps other writers out already

    /// Full durability for a ledger that is being worked on, and WAL unless it lies in a shared folder.
    void work_mode(bool shared);
    /// Back to one plain file without companions; quiet when another program still has it open.
    void plain_file_mode() noexcept;
    /// SQLite's backup into a new file. `went(done, total)` in pages; returning false stops it and removes the file.
    void backup_to(std::filesystem::path const& path, std::function<bool(int, int)> const& went) const;

private:
    sqlite3* db_ = nullptr;
    std::filesystem::path path_;
};

/// The geometry functions that the GeoPackage R-tree triggers call: ST_IsEmpty, ST_MinX ... Pure.
void register_geometry_functions(sqlite3* db);
/// The triggers of the GeoPackage 1.3 R-tree extension, each one statement.
[[nodiscard]] std::vector<std::string> rtree_triggers(std::string const& table);

} // namespace taizhang::store
