#include "present/saved_sets.hpp"

#include "app/saved_sets.hpp"

namespace taizhang::present {

void SavedSets::read(std::function<void(std::vector<app::SavedSet>)> ready)
{
    bench_.ask(alive_, [](app::Ledger const& ledger) { return ledger.map_data().saved_sets(); }, std::move(ready));
}

void SavedSets::save(std::string name)
{
    app::SavedSet set{{}, std::string{trimmed(name)}, 1, bench_.selected_assets()};
    bench_.act(
        alive_, {}, [set](app::Desk& desk) { return app::save_set(desk, set); },
        [this](app::SavedSet const& saved) {
            bench_.tell({Notice::Tone::done, bench_.say().say("Kept “{0}” with {1} facilities.", saved.name, saved.asset_uids.size()), {}, {}});
        },
        [this](std::exception_ptr error) { bench_.complain(error); });
}

void SavedSets::erase(app::SavedSet const& set)
{
    bench_.act(
        alive_, {},
        [set](app::Desk& desk) {
            app::erase_set(desk, set);
            return true;
        },
        [this, name = set.name](bool) { bench_.tell({Notice::Tone::done, bench_.say().say("Removed the set “{0}”. Its facilities stay.", name), {}, {}}); },
        [this](std::exception_ptr error) { bench_.complain(error); });
}

} // namespace taizhang::present
