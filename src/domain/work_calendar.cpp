#include "domain/work_calendar.hpp"

#include "base/text.hpp"
#include "domain/quantity.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

namespace taizhang::domain {

namespace {

constexpr std::int64_t minute = 60'000, hour = 60 * minute;
constexpr int longest_holiday = 31;
constexpr std::string_view off = "休", works = "班";

bool is_weekday(Date day) { return ((day.days() + 3) % 7 + 7) % 7 < 5; } // 1970-01-01 was a Thursday

} // namespace

std::optional<OfficeHours> OfficeHours::understand(std::string_view text)
{
    auto line = std::string{text};
    for (auto const* gap : {"，", ",", "、", "；", ";", "　", "和"})
        line = replaced(line, gap, " ");
    for (auto const* dash : {"至", "～", "~", "—", "–", "－"})
        line = replaced(line, dash, "-");
    line = replaced(line, "：", ":");
    OfficeHours hours;
    hours.spans.clear();
    for (auto const& word : split(line, ' ')) {
        if (word.empty())
            continue;
        std::array<int, 4> n{};
        char rest = 0;
        // NOLINTNEXTLINE(cert-err34-c): the number of fields read is checked
        if (std::sscanf(word.c_str(), "%2d:%2d-%2d:%2d%c", &n[0], &n[1], &n[2], &n[3], &rest) != 4)
            return std::nullopt;
        Span const span{n[0] * 60 + n[1], n[2] * 60 + n[3]};
        bool const sound = n[0] >= 0 && n[1] >= 0 && n[1] < 60 && n[3] >= 0 && n[3] < 60 && span.begin < span.end && span.end <= 24 * 60;
        if (!sound || (!hours.spans.empty() && hours.spans.back().end > span.begin))
            return std::nullopt;
        hours.spans.push_back(span);
    }
    return hours.spans.empty() ? std::nullopt : std::optional{hours};
}

std::string OfficeHours::text() const
{
    auto const two = [](int n) { return (n < 10 ? "0" : "") + std::to_string(n); };
    auto const time = [&](int minutes) { return two(minutes / 60) + ':' + two(minutes % 60); };
    std::string words;
    for (auto const& span : spans)
        words += (words.empty() ? "" : " ") + time(span.begin) + '-' + time(span.end);
    return words;
}

WorkCalendar::WorkCalendar(std::span<SpecialDay const> special, OfficeHours hours) : hours_{std::move(hours)}
{
    for (auto const& day : special)
        special_[day.day] = day.works;
}

bool WorkCalendar::works_on(Date day) const
{
    auto const it = special_.find(day);
    return it == special_.end() ? is_weekday(day) : it->second;
}

bool WorkCalendar::knows(int year) const
{
    return std::ranges::any_of(special_, [year](auto const& day) { return day.first.year() == year; });
}

Instant WorkCalendar::after_work_time(Instant from, std::int64_t millis, int offset) const
{
    auto at = from.millis();
    auto left = millis;
    for (;;) {
        auto const day = Instant::from_millis(at).local_date(offset);
        auto const midnight = Instant::start_of(day, offset).millis();
        if (works_on(day))
            for (auto const& span : hours_.spans) {
                auto const start = std::max(at, midnight + span.begin * minute), stop = midnight + span.end * minute;
                if (start >= stop)
                    continue;
                if (left <= stop - start)
                    return Instant::from_millis(start + left);
                left -= stop - start;
            }
        at = Instant::start_of(day.plus_days(1), offset).millis();
    }
}

std::int64_t WorkCalendar::work_time_between(Instant from, Instant to, int offset) const
{
    std::int64_t sum = 0;
    for (auto day = from.local_date(offset); day <= to.local_date(offset); day = day.plus_days(1)) {
        if (!works_on(day))
            continue;
        auto const midnight = Instant::start_of(day, offset).millis();
        for (auto const& span : hours_.spans)
            sum += std::max(std::int64_t{0}, std::min(to.millis(), midnight + span.end * minute) -
                                                 std::max(from.millis(), midnight + span.begin * minute));
    }
    return sum;
}

Instant WorkCalendar::after_work_days(Instant from, std::int64_t days, int offset) const
{
    auto day = from.local_date(offset);
    for (auto left = days; left > 0;) {
        day = day.plus_days(1);
        left -= works_on(day) ? 1 : 0;
    }
    return Instant::from_millis(Instant::start_of(day, offset).millis() + hours_.spans.back().end * minute);
}

Instant WorkCalendar::deadline(Instant from, std::int64_t amount, Deadline::Clock clock, int offset) const
{
    using Clock = Deadline::Clock;
    switch (clock) {
    case Clock::urgent_hour:
    case Clock::calendar_hour: return Instant::from_millis(from.millis() + amount * hour);
    case Clock::work_hour: return after_work_time(from, amount * hour, offset);
    case Clock::work_day: return after_work_days(from, amount, offset);
    case Clock::calendar_day: break;
    }
    return Instant::from_millis(from.millis() + amount * 24 * hour);
}

Instant WorkCalendar::resumed(Instant deadline, Instant stopped, Instant resumed, Deadline::Clock clock, int offset) const
{
    using Clock = Deadline::Clock;
    if (deadline <= stopped || resumed <= stopped)
        return deadline;
    if (clock == Clock::work_hour)
        return after_work_time(resumed, work_time_between(stopped, deadline, offset), offset);
    if (clock == Clock::work_day) {
        std::int64_t left = 0;
        for (auto day = stopped.local_date(offset).plus_days(1); day <= deadline.local_date(offset); day = day.plus_days(1))
            left += works_on(day) ? 1 : 0;
        return std::max(deadline, after_work_days(resumed, left, offset));
    }
    return Instant::from_millis(deadline.millis() + resumed.millis() - stopped.millis());
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
