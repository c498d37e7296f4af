#include "present/tour.hpp"

namespace taizhang::present {

std::vector<TourStep> tour_steps()
{
    return {
        {"top.repair", tr("Somebody calls: log a repair"),
         tr("Ctrl+N opens the form on any page. Facilities that were selected before are filled in already; Enter logs.")},
        {"search", tr("Find anything"),
         tr("Codes, roads, order numbers, communities: part of the name is enough, and so are the first letters of the pinyin, "
            "as yxj for 云新街. Ctrl+K brings you here.")},
        {"nav.map", tr("See what stands where"),
         tr("A click on the map selects a facility, and the pane at the right shows its repairs. The table of facilities "
            "shares the selection.")},
        {"nav.report", tr("The quarter's report"),
         tr("It adds up what was closed. Look at the pages, print, or save as PDF or Excel; every number names its orders.")},
        {"nav.home", tr("Begin the day here"),
         tr("Due, overdue, drafts and the last backup. Press F1 wherever you are for the page of the manual that fits.")},
    };
}

} // namespace taizhang::present
