#include "domain/work_calendar.hpp"

#include "base/text.hpp"
#include "domain/quantity.hpp"

#include <algorithm>

namespace taizhang::domain {

namespace {

constexpr std::int64_t minute = 60'000, hour = 60 * minute;
constexpr int longest_holiday = 31;
constexpr std::string_view off = "休", works = "班";

bool is_weekday(Date day) { return ((day.days() + 3) % 7 + 7) % 7 < 5; } // 1970-01-01 was a Thursday

} // namespace

WorkCalendar::WorkCalendar(std::span<SpecialDay const> special)
{
    for (auto const& day : special)
        special_[day.day] = day.works;
}

bool WorkCalendar::works_on(Date day) const
{
    auto const it = special_.find(day);
    return it == special_.end() ? is_weekday(day) : it->second;
}

Instant WorkCalendar::after_work_hours(Instant from, std::int64_t hours, int offset) const
{
    auto at = from.millis();
    auto left = hours * hour;
    for (;;) {
        auto const day = Instant::from_millis(at).local_date(offset);
        auto const midnight = Instant::start_of(day, offset).millis();
        if (works_on(day))
            for (auto const& [begin, end] : {std::pair{8, 12}, std::pair{14, 18}}) {
                auto const start = std::max(at, midnight + begin * hour), stop = midnight + end * hour;
                if (start >= stop)
                    continue;
                if (left <= stop - start)
                    return Instant::from_millis(start + left);
                left -= stop - start;
            }
        at = Instant::start_of(day.plus_days(1), offset).millis();
    }
}

Instant WorkCalendar::after_work_days(Instant from, std::int64_t days, int offset) const
{
    auto day = from.local_date(offset);
    for (auto left = days; left > 0;) {
        day = day.plus_days(1);
        left -= works_on(day) ? 1 : 0;
    }
    return Instant::from_millis(Instant::start_of(day, offset).millis() + 18 * hour);
}

Instant WorkCalendar::deadline(Instant from, Deadline const& limit, int offset) const
{
    using Clock = Deadline::Clock;
    switch (limit.clock) {
    case Clock::urgent_hour:
    case Clock::calendar_hour: return Instant::from_millis(from.millis() + limit.amount * hour);
    case Clock::work_hour: return after_work_hours(from, limit.amount, offset);
    case Clock::work_day: return after_work_days(from, limit.amount, offset);
    case Clock::calendar_day: break;
    }
    return Instant::from_millis(from.millis() + limit.amount * 24 * hour);
}

SpecialDays understand_special_days(std::string_view text)
{
    SpecialDays found;
    std::map<Date, SpecialDay> days;
    int number = 0;
    for (auto const& raw : split(text, '\n')) {
        ++number;
        auto line = raw;
        for (auto const* gap : {"至", "～", "~", "—", "–", "\t", "　", "，", ",", "\r"})
            line = replaced(line, gap, " ");
        std::vector<Date> dates;
        bool said = false, is_work = false, strange = false;
        std::string name;
        for (auto const& word : split(line, ' ')) {
            if (word.empty())
                continue;
            if (auto const date = understand_date(word); date && date->precision() == PartialDate::Precision::day)
                dates.push_back(date->first_day());
            else if (word == off || word == works || word == "上班" || word == "放假") {
                said = true;
                is_work = word == works || word == "上班";
            } else if (name.empty() && !(word.front() >= '0' && word.front() <= '9'))
                name = word;
            else
                strange = true;
        }
        if (dates.empty() && !said && name.empty() && !strange)
            continue;
        auto const span = dates.size() == 2 ? dates[1].days() - dates[0].days() : 0;
        if (strange || !said || dates.empty() || dates.size() > 2 || span < 0 || span >= longest_holiday) {
            found.faults.push_back({number, std::string{trimmed(raw)}});
            continue;
        }
        for (int i = 0; i <= span; ++i) {
            auto const day = dates[0].plus_days(i);
            days.insert_or_assign(day, SpecialDay{day, is_work, name});
        }
    }
    for (auto& entry : days)
        found.days.push_back(std::move(entry.second));
    return found;
}

std::string text_of(std::span<SpecialDay const> days)
{
    std::string text;
    for (std::size_t i = 0; i < days.size();) {
        auto last = i;
        while (last + 1 < days.size() && days[last + 1].day == days[last].day.plus_days(1) && days[last + 1].works == days[i].works &&
               days[last + 1].name == days[i].name)
            ++last;
        text += days[i].day.iso();
        if (last > i)
            text += ' ' + days[last].day.iso();
        text += ' ' + std::string{days[i].works ? works : off};
        if (!days[i].name.empty())
            text += ' ' + days[i].name;
        text += '\n';
        i = last + 1;
    }
    return text;
}

} // namespace taizhang::domain
