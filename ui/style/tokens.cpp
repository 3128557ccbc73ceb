#include "ui/style/tokens.h"

#include <initializer_list>
#include <utility>

namespace dass {

namespace {

constexpr QRgb rgb(unsigned value)
{
    return 0xFF000000U | value;
}

Tokens makeLight()
{
    Tokens t;
    t.dark = false;
    t.window = rgb(0xF2F2F0);
    t.base = rgb(0xFFFFFF);
    t.raised = rgb(0xFAFAF9);
    t.control = rgb(0xFCFCFB);
    t.text = rgb(0x1C1E20);
    t.secondary = rgb(0x5A5F65);
    t.disabled = rgb(0x8E9194);
    t.hairline = rgb(0xD5D6D3);
    t.buttonEdge = rgb(0xBFC1BE);
    t.fieldEdge = rgb(0x878B89);
    t.hover = rgb(0xECEDEA);
    t.selection = rgb(0xD6E4F9);
    t.accent = rgb(0x1D5FC4);
    t.onAccent = rgb(0xFFFFFF);
    t.focus = rgb(0x1D5FC4);
    t.danger = rgb(0xB3261E);
    t.warning = rgb(0x875700);
    t.success = rgb(0x1B7A3D);
    t.notice = rgb(0xFBF3DF);
    t.grid = rgb(0xECECEA);
    t.hatch = rgb(0xE9E9E6);
    t.waveformPeak = rgb(0x9AA0A6);
    t.waveformRms = rgb(0x5F666D);
    t.tags = {rgb(0xC98305), rgb(0x2891D8), rgb(0x934300), rgb(0x036C4D),
              rgb(0xB0749C), rgb(0x8A8B4A), rgb(0x004780), rgb(0x24272A)};
    t.heat = {rgb(0xFFFFFF), rgb(0xB6D3E4), rgb(0x6EA7C8), rgb(0x3A6687), rgb(0x0A2A4A)};
    return t;
}

Tokens makeDark()
{
    Tokens t;
    t.dark = true;
    t.window = rgb(0x1F2022);
    t.base = rgb(0x17181A);
    t.raised = rgb(0x292B2E);
    t.control = rgb(0x2D3033);
    t.text = rgb(0xE7E7E5);
    t.secondary = rgb(0xA4A8AD);
    t.disabled = rgb(0x74787D);
    t.hairline = rgb(0x36393D);
    t.buttonEdge = rgb(0x474B50);
    t.fieldEdge = rgb(0x6F747A);
    t.hover = rgb(0x27292C);
    t.selection = rgb(0x263A58);
    t.accent = rgb(0x6CA4F4);
    t.onAccent = rgb(0x0C1A2E);
    t.focus = rgb(0x8AB8FA);
    t.danger = rgb(0xF2897F);
    t.warning = rgb(0xE5B454);
    t.success = rgb(0x6CC58A);
    t.notice = rgb(0x2C2A22);
    t.grid = rgb(0x2A2C2F);
    t.hatch = rgb(0x2C2E31);
    t.waveformPeak = rgb(0x7E858D);
    t.waveformRms = rgb(0xB4BAC1);
    t.tags = {rgb(0xE69F00), rgb(0x72C0F7), rgb(0xC25C1C), rgb(0x559E71),
              rgb(0xB9609F), rgb(0xF2F48D), rgb(0x4474D8), rgb(0xC8CACC)};
    t.heat = {rgb(0x17181A), rgb(0x2C4858), rgb(0x3F7F9F), rgb(0x94B8C8), rgb(0xEAF4F2)};
    return t;
}

} // namespace

const Tokens& lightTokens()
{
    static const Tokens tokens = makeLight();
    return tokens;
}

const Tokens& darkTokens()
{
    static const Tokens tokens = makeDark();
    return tokens;
}

QPalette applicationPalette(const Tokens& t)
{
    const std::initializer_list<std::pair<QPalette::ColorRole, QColor>> roles = {
        {QPalette::Window, t.window},      {QPalette::WindowText, t.text},
        {QPalette::Base, t.base},          {QPalette::AlternateBase, t.base},
        {QPalette::ToolTipBase, t.raised}, {QPalette::ToolTipText, t.text},
        {QPalette::Text, t.text},          {QPalette::PlaceholderText, t.secondary},
        {QPalette::Button, t.control},     {QPalette::ButtonText, t.text},
        {QPalette::BrightText, t.danger},  {QPalette::Light, t.raised},
        {QPalette::Midlight, t.hover},     {QPalette::Mid, t.hairline},
        {QPalette::Dark, t.buttonEdge},    {QPalette::Shadow, t.fieldEdge},
        {QPalette::Highlight, t.accent},   {QPalette::HighlightedText, t.onAccent},
        {QPalette::Link, t.accent},        {QPalette::LinkVisited, t.accent},
    };
    QPalette palette;
    for (const auto& [role, colour] : roles)
        palette.setColor(QPalette::All, role, colour);
    for (const QPalette::ColorRole role :
         {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::PlaceholderText})
        palette.setColor(QPalette::Disabled, role, t.disabled);
    palette.setColor(QPalette::Disabled, QPalette::Highlight, t.hairline);
    palette.setColor(QPalette::Disabled, QPalette::HighlightedText, t.disabled);
    return palette;
}

QPalette itemViewPalette(const Tokens& t)
{
    QPalette palette = applicationPalette(t);
    palette.setColor(QPalette::All, QPalette::Highlight, t.selection);
    palette.setColor(QPalette::All, QPalette::HighlightedText, t.text);
    return palette;
}

QColor mix(const QColor& a, const QColor& b, double share)
{
    const auto channel = [share](int x, int y) { return static_cast<int>(x * share + y * (1 - share) + 0.5); };
    return {channel(a.red(), b.red()), channel(a.green(), b.green()), channel(a.blue(), b.blue())};
}

} // namespace dass
