#pragma once

#include "app/import_trial.hpp"
#include "present/asset_table.hpp"
#include "present/workbench.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace taizhang::present {

struct ImportTried {};

/// 导入: what a file would bring, tried out first and shown, then brought in as one transaction. What was found out about
/// the file (layer, class, encoding, columns, coordinates) is shown with its reason and can be corrected; a file that is
/// well made needs no correction.
class ImportForm {
public:
    ImportForm(Workbench& bench, std::string file);

    [[nodiscard]] std::string const& file() const noexcept { return file_; }
    [[nodiscard]] std::vector<Choice> layer_choices() const; ///< fewer than two = nothing to choose
    [[nodiscard]] std::vector<Choice> what_choices() const;  ///< assets orders requests communities
    [[nodiscard]] std::vector<Choice> class_choices() const; ///< the likeliest first
    [[nodiscard]] std::vector<Choice> encoding_choices() const; ///< empty where the format knows its own
    [[nodiscard]] std::vector<Choice> crs_choices() const;
    [[nodiscard]] std::vector<Choice> mode_choices() const;
    [[nodiscard]] std::vector<Choice> key_choices() const;   ///< by what records are found again
    /// What a column may become.
    [[nodiscard]] std::vector<Choice> field_choices() const;

    struct Options {
        std::string layer, what = "assets", class_key, encoding, crs, mode = "add", key = "code";
        std::map<std::string, std::string> fields; ///< column -> field, as a person decided; "" = kept as it is
        bool without_position = false, leave_out_refused = false;
        std::string save_as;                       ///< name under which to keep how the file is read; "" = not
        friend bool operator==(Options const&, Options const&) = default;
    };
    [[nodiscard]] Options const& options() const noexcept { return options_; }
    /// Tries the file out anew where that makes a difference; `tried` tells when the answer is there.
    void set(Options options);

    [[nodiscard]] bool is_trying() const noexcept { return trying_; }
    [[nodiscard]] std::optional<app::ImportReport> const& result() const noexcept { return result_; }
    /// What would happen in one sentence, or why the file cannot be read.
    [[nodiscard]] std::string summary() const;
    /// What was found out, each with its reason: class, encoding, head, coordinates.
    [[nodiscard]] std::vector<std::string> findings() const;
    /// Refused rows first, then cells kept as they are, rows left out: row, column, reason.
    [[nodiscard]] std::vector<std::array<std::string, 3>> issues() const;
    /// Column of the file, field it fills, first values in it.
    [[nodiscard]] std::vector<std::array<std::string, 3>> columns() const;
    /// Field a column fills now; "" = kept as it is.
    [[nodiscard]] std::string field_of(std::string const& column) const;
    /// Record, field, before, after.
    [[nodiscard]] std::vector<std::array<std::string, 4>> changes() const;
    /// Where the records would lie, and our roads to judge by.
    [[nodiscard]] std::vector<geo::Position> const& places() const;
    [[nodiscard]] std::vector<geo::Shape::Chain> const& roads() const;
    [[nodiscard]] bool can_import() const;
    /// Runs as a job; the notice afterwards offers to take the import back.
    void import();

    Publisher<ImportTried> tried;

private:
    void try_out();
    void take(app::ImportTrial trial);
    [[nodiscard]] app::ReadOptions open_options() const;
    [[nodiscard]] app::ImportChoices import_options(bool dry_run) const;
    [[nodiscard]] std::string field_name(std::string const& field) const;

    Workbench& bench_;
    std::string file_;
    Options options_;
    std::optional<app::ImportTrial> trial_;
    std::optional<app::ImportReport> result_; ///< of the trial, when it got so far
    std::string failure_;
    bool trying_ = false, again_ = false;
    Lifetime alive_;
};

} // namespace taizhang::present
