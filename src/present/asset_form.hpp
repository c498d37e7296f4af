#pragma once

#include "present/repair_form.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace taizhang::present {

/// The form of one facility, made from the catalogue: adding or editing.
class AssetForm {
public:
    struct Field {
        enum class Kind { text, choice, yes_no };
        std::string id; ///< code, name .., position, or "attr.KEY"
        std::string label;
        Kind kind = Kind::text;
        std::vector<Choice> choices; ///< with an empty one first where nothing needs to be chosen
        bool required = false;
    };

    /// A new facility; at a position when it was pointed at on the map.
    AssetForm(Workbench& bench, std::string class_key, std::optional<geo::Position> at);
    /// @param asset as it was read: saving notices when somebody changed it since
    AssetForm(Workbench& bench, domain::Asset asset);

    [[nodiscard]] bool is_new() const noexcept { return !asset_.id.has_value(); }
    [[nodiscard]] std::string title() const;
    [[nodiscard]] std::vector<Choice> class_choices() const;
    [[nodiscard]] std::string const& class_key() const noexcept { return asset_.class_key; }
    /// Only while new. What was typed into fields that both classes have stays.
    void set_class(std::string class_key);

    /// Common fields first, then the class's own.
    [[nodiscard]] std::vector<Field> fields() const;
    [[nodiscard]] std::string value(std::string const& id) const;
    void set(std::string const& id, std::string text);

    /// Beside which field what is wrong.
    [[nodiscard]] std::vector<FieldProblem> problems() const;
    /// The asset as typed. @pre problems().empty()
    [[nodiscard]] domain::Asset asset() const;
    /// `saved(uid)` or `failed(notice)` later. When somebody saved the same asset first, `conflicted()` instead: nothing was
    /// written, differences() tells where the two part. @pre problems().empty()
    void save(std::function<void(std::string)> saved, std::function<void(Notice)> failed, std::function<void()> conflicted);

    /// A field that somebody else changed since it was read, or that was typed here over their change.
    struct Difference {
        std::string id, label;
        std::string base, mine, theirs; ///< as shown
        bool both = false;              ///< both changed it, each differently: somebody has to choose
    };
    [[nodiscard]] std::vector<Difference> differences() const;
    /// Goes on from their version: what only they changed is theirs, what only was typed here stays, and of what both
    /// changed mine is kept where named. @pre after `conflicted`
    void settle(std::vector<std::string> const& keep_mine);

    /// A code was proposed: read the values again.
    Publisher<TableChanged> proposed;

private:
    void propose_code();
    void read_asset();
    [[nodiscard]] static std::map<std::string, std::string> texts_of(domain::Catalog const& catalog, domain::Asset const& asset);
    [[nodiscard]] std::string shown(Field const& field, std::string const& text) const;
    [[nodiscard]] domain::AssetClass const& asset_class() const { return bench_.catalog().class_of(asset_.class_key); }
    /// The asset as typed; problems of texts that cannot be understood go to `problems`.
    [[nodiscard]] domain::Asset as_typed(std::vector<FieldProblem>& problems) const;
    void take_attribute(domain::Asset& asset, domain::Attribute const& attribute, std::vector<FieldProblem>& problems) const;

    Workbench& bench_;
    domain::Asset asset_;
    std::map<std::string, std::string> typed_;
    std::optional<domain::Asset> theirs_; ///< what somebody else saved meanwhile
    std::string proposed_code_;
    Lifetime alive_;
};

} // namespace taizhang::present
