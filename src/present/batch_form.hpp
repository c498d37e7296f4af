#pragma once

#include "present/asset_form.hpp"

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace taizhang::present {

struct BatchLoaded {};

/// Several facilities edited at once: fields that all have in common are shown, and only what is typed is changed.
class BatchForm {
public:
    BatchForm(Workbench& bench, std::vector<std::string> uids);

    [[nodiscard]] bool is_loaded() const noexcept { return !assets_.empty(); }
    [[nodiscard]] std::string title() const;
    /// The common fields, and the class's own when all are of one class. Neither code nor position.
    [[nodiscard]] std::vector<AssetForm::Field> fields() const;
    /// What all have; "" when they differ.
    [[nodiscard]] std::string value(std::string const& id) const;
    /// They differ and nothing was typed over it.
    [[nodiscard]] bool is_mixed(std::string const& id) const;
    void set(std::string const& id, std::string text);
    [[nodiscard]] bool has_changes() const noexcept { return !typed_.empty(); }
    [[nodiscard]] std::vector<FieldProblem> problems() const;
    /// All in one transaction; `saved(how many)` or `failed(notice)` later. @pre has_changes(), problems().empty()
    void save(std::function<void(std::size_t)> saved, std::function<void(Notice)> failed);

    Publisher<BatchLoaded> loaded;

private:
    [[nodiscard]] AssetForm with_changes(domain::Asset const& asset) const;

    Workbench& bench_;
    std::vector<domain::Asset> assets_;
    std::map<std::string, std::string> common_, typed_;
    std::set<std::string> mixed_;
    bool one_class_ = false;
    Lifetime alive_;
};

} // namespace taizhang::present
