#include "base/translator.hpp"

#include "base/embedded.hpp"

#include <boost/locale.hpp>
#include <fmt/args.h>
#include <fmt/format.h>

#include <locale>

namespace taizhang {
namespace {

/// Hands Boost.Locale the catalogues that are built into the program.
std::vector<char> embedded_catalogue(std::string const& file, std::string const& /*encoding*/)
{
    // Boost asks for "<path>/<language>/LC_MESSAGES/taizhang.mo", with the languages from exact to general
    for (auto const& mo : embedded::messages()) {
        auto const language = std::string{mo.name.substr(0, mo.name.find('.'))};
        if (file.find('/' + language + '/') != std::string::npos)
            return {mo.data.begin(), mo.data.end()};
    }
    return {};
}

std::locale locale_with_messages(std::string const& language, std::string const& country)
{
    namespace gettext = boost::locale::gnu_gettext;
    gettext::messages_info info;
    info.language = language;
    info.country = country;
    info.encoding = "UTF-8";
    info.paths.emplace_back("/messages");
    info.domains.emplace_back("taizhang");
    info.callback = embedded_catalogue;
    return {std::locale::classic(), gettext::create_messages_facet<char>(info)};
}

} // namespace

struct Translator::Messages {
    std::locale locale;
};

Translator::Translator(Language language) : language_{language}
{
    // made once each: reading a catalogue takes a millisecond, and errors build an English Translator
    static auto const chinese = std::make_shared<Messages const>(Messages{locale_with_messages("zh", "CN")});
    static auto const english = std::make_shared<Messages const>(Messages{std::locale::classic()});
    messages_ = language == Language::zh ? chinese : english;
}

std::string Translator::operator()(Text const& text) const
{
    if (!text.translatable())
        return text.id();
    auto const pattern =
        language_ == Language::en ? text.id() : boost::locale::translate(text.id()).str(messages_->locale);
    if (text.args().empty())
        return pattern;
    fmt::dynamic_format_arg_store<fmt::format_context> args;
    for (auto const& arg : text.args())
        args.push_back((*this)(arg));
    try {
        return fmt::vformat(pattern, args);
    } catch (fmt::format_error const&) {
        // a damaged translation must not cost the user the message
        return pattern;
    }
}

} // namespace taizhang
