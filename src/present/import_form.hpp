#pragma once

#include "app/importing.hpp"
#include "present/asset_table.hpp"
#include "present/workbench.hpp"

#include <optional>
#include <string>
#include <vector>

namespace taizhang::present {

struct ImportTried {};

/// 导入: what a file would bring, tried out first and shown, then brought in as one transaction.
class ImportForm {
public:
    ImportForm(Workbench& bench, std::string file);

    [[nodiscard]] std::string const& file() const noexcept { return file_; }
    [[nodiscard]] std::vector<Choice> what_choices() const; ///< assets orders communities
    [[nodiscard]] std::vector<Choice> class_choices() const;
    [[nodiscard]] std::vector<Choice> crs_choices() const;
    [[nodiscard]] std::vector<Choice> mode_choices() const;

    struct Options {
        std::string what = "assets", class_key, crs, mode = "add";
        bool without_position = false, leave_out_refused = false;
        friend bool operator==(Options const&, Options const&) = default;
    };
    [[nodiscard]] Options const& options() const noexcept { return options_; }
    /// Tries the file out anew where that makes a difference; `tried` tells when the answer is there.
    void set(Options options);

    [[nodiscard]] bool is_trying() const noexcept { return trying_; }
    [[nodiscard]] std::optional<app::ImportResult> const& result() const noexcept { return result_; }
    /// What would happen in one sentence, or why the file cannot be read.
    [[nodiscard]] std::string summary() const;
    /// Refused rows first, then cells kept as they are: row, column, reason.
    [[nodiscard]] std::vector<std::array<std::string, 3>> issues() const;
    /// Column of the file -> field it fills.
    [[nodiscard]] std::vector<std::array<std::string, 2>> columns() const;
    [[nodiscard]] bool can_import() const;
    /// Runs as a job; the notice afterwards offers to take the import back.
    void import();

    Publisher<ImportTried> tried;

private:
    void try_out();
    [[nodiscard]] app::ImportOptions import_options(bool dry_run) const;
    [[nodiscard]] std::string guessed_class() const;
    [[nodiscard]] std::string field_name(std::string const& field) const;

    Workbench& bench_;
    std::string file_;
    Options options_;
    std::optional<app::ImportResult> result_;
    std::string failure_;
    bool trying_ = false, again_ = false;
    Lifetime alive_;
};

} // namespace taizhang::present
