#include "present/batch_form.hpp"

#include <algorithm>
#include <array>
#include <memory>

namespace taizhang::present {

namespace {

// what tells one facility from another is not for editing many
constexpr std::array of_one_only{"code", "position"};

bool is_of_one_only(std::string const& id) { return std::ranges::find(of_one_only, id) != of_one_only.end(); }

} // namespace

BatchForm::BatchForm(Workbench& bench, std::vector<std::string> uids) : bench_{bench}
{
    bench.ask(
        alive_,
        [uids = std::move(uids)](app::Ledger const& ledger) {
            app::AssetQuery query;
            query.uids = uids;
            query.with_removed = true;
            std::vector<domain::Asset> assets;
            ledger.each_asset(query, [&](domain::Asset const& asset) {
                assets.push_back(asset);
                return true;
            });
            return assets;
        },
        [this](std::vector<domain::Asset> assets) {
            assets_ = std::move(assets);
            if (assets_.empty())
                return;
            one_class_ = std::ranges::all_of(assets_, [&](auto const& a) { return a.class_key == assets_.front().class_key; });
            bool first = true;
            auto const shared = fields();
            for (auto const& asset : assets_) {
                AssetForm const form{bench_, asset};
                for (auto const& field : shared) {
                    if (first)
                        common_[field.id] = form.value(field.id);
                    else if (common_[field.id] != form.value(field.id))
                        mixed_.insert(field.id);
                }
                first = false;
            }
            loaded.publish({});
        });
}

std::string BatchForm::title() const { return bench_.say().say("Edit {0} facilities", assets_.size()); }

std::vector<AssetForm::Field> BatchForm::fields() const
{
    if (assets_.empty())
        return {};
    auto fields = AssetForm{bench_, assets_.front()}.fields();
    std::erase_if(fields, [&](AssetForm::Field const& field) {
        return is_of_one_only(field.id) || (!one_class_ && (field.id.starts_with("attr.") || field.id == "units"));
    });
    return fields;
}

std::string BatchForm::value(std::string const& id) const
{
    if (auto const it = typed_.find(id); it != typed_.end())
        return it->second;
    auto const it = common_.find(id);
    return it == common_.end() || mixed_.contains(id) ? std::string{} : it->second;
}

bool BatchForm::is_mixed(std::string const& id) const { return mixed_.contains(id) && !typed_.contains(id); }

void BatchForm::set(std::string const& id, std::string text)
{
    auto const untouched = mixed_.contains(id) ? std::string{} : common_[id];
    if (text == untouched)
        typed_.erase(id);
    else
        typed_[id] = std::move(text);
}

AssetForm BatchForm::with_changes(domain::Asset const& asset) const
{
    AssetForm form{bench_, asset};
    for (auto const& [id, text] : typed_)
        form.set(id, text);
    return form;
}

std::vector<FieldProblem> BatchForm::problems() const
{
    // only what is typed here is asked for again; a record may lack something else since it was imported
    for (auto const& asset : assets_) {
        auto problems = with_changes(asset).problems();
        std::erase_if(problems, [&](FieldProblem const& p) { return !typed_.contains(p.field); });
        if (!problems.empty())
            return problems;
    }
    return {};
}

void BatchForm::save(std::function<void(std::size_t)> saved, std::function<void(Notice)> failed)
{
    std::vector<domain::Asset> changed;
    for (auto const& asset : assets_)
        changed.push_back(with_changes(asset).asset());
    bench_.act(
        alive_, {.assets = true}, [changed = std::move(changed)](app::Desk& desk) { return desk.edit_many(changed); },
        [this, saved = std::move(saved)](std::vector<domain::Asset> after) {
            auto const n = after.size();
            bench_.did(app::undo_of_edits(assets_, std::move(after)));
            saved(n);
        },
        [this, failed = std::move(failed)](std::exception_ptr error) { failed(notice_of(error, bench_.say())); });
}

} // namespace taizhang::present
