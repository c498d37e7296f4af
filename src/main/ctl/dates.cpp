#include "main/ctl/dates.hpp"

#include "domain/quantity.hpp"

namespace taizhang::ctl {

PartialDate date_asked_for(Args const& args, std::string const& option, PartialDate fallback)
{
    auto const given = args.value(option);
    if (!given)
        return fallback;
    if (auto const date = domain::understand_date(*given))
        return *date;
    args.wrong(tr("{0} needs a date such as 2025-08-15, 2025-08 or 2025; \"{1}\" is none.", option, *given));
}

Date day_asked_for(Args const& args, std::string const& option, Date fallback)
{
    auto const date = date_asked_for(args, option, fallback);
    if (date.precision() != PartialDate::Precision::day)
        args.wrong(tr("{0} needs a whole date such as 2025-08-15; \"{1}\" lacks the day.", option, args.text(option)));
    return date.first_day();
}

} // namespace taizhang::ctl
