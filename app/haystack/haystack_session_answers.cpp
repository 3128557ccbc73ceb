// What the session knows of each needle from answers.

#include "app/haystack/haystack_session.h"
#include "app/jobs/path_text.h"
#include "core/metrics/logits.h"

#include <algorithm>

namespace dass {

void HaystackSession::take(const ProbeAnswer& answer)
{
    m_answer = std::make_unique<const ProbeAnswer>(answer);
    takeInfo(answer.model);
    bool news = false;
    for (std::size_t i = 0; i < std::min(m_asked.size(), answer.needles.size()); ++i) {
        const NeedleAnswer& needle = answer.needles[i];
        if (const int index = indexOf(m_asked[i]); index >= 0)
            news = takeAlone(m_needles[static_cast<std::size_t>(index)].path, needle.alone,
                             {QString::fromStdString(needle.error), needle.silent}) ||
                   news;
    }
    m_quickOf = m_askedCurrent;
    if (answer.mixture.empty()) { // none of the ticked clips can be mixed
        const auto why = std::find_if(answer.needles.begin(), answer.needles.end(),
                                      [](const NeedleAnswer& needle) { return !needle.error.empty(); });
        m_error = why == answer.needles.end() ? QString() : QString::fromStdString(why->error);
        m_mixture.reset();
        emit mixtureChanged();
    }
    if (news)
        emit needlesChanged();
    emit answerChanged();
}

void HaystackSession::take(const ProbeAlone& clip)
{
    takeInfo(clip.model);
    if (!takeAlone(fromPath(clip.path), clip.alone, {QString::fromStdString(clip.error), clip.silent}))
        return;
    emit needlesChanged();
    if (m_tooMany && mixed() <= niah::mostNeedles(m_choice.frames, m_choice.insertion))
        askSoon(); // now they fit
}

void HaystackSession::takeInfo(const std::shared_ptr<const ModelInfo>& info)
{
    if (info == m_info)
        return;
    m_info = info;
    m_classes.clear();
    for (std::size_t c = 0; info && c < info->labels.size(); ++c)
        if (!info->labels[c].mid.empty())
            m_classes.try_emplace(info->labels[c].mid, static_cast<std::int64_t>(c));
}

// Of a file, however often it is listed.
bool HaystackSession::takeAlone(const QString& path, const std::vector<float>& alone, const ClipTrouble& trouble)
{
    if (indexOfPath(path) < 0)
        return false;
    ClipTrouble& known = m_troubles[path];
    bool news = known != trouble;
    known = trouble;
    if (alone.empty()) {
        m_alone.erase(path);
        return news;
    }
    news = m_alone.insert_or_assign(path, alone).second || news;
    for (std::size_t i = 0; i < m_needles.size(); ++i) {
        NeedleClip& clip = m_needles[i];
        if (clip.path != path || !clip.mids.empty())
            continue;
        const std::int64_t label = labelClass(static_cast<int>(i));
        const std::string& mid = m_info->labels[static_cast<std::size_t>(label)].mid;
        if (mid.empty())
            continue;
        clip.mids = {mid}; // a clip without a label is given what is heard in it alone
        clip.isLabelHeard = true;
        news = true;
    }
    return news;
}

const HaystackSession::ClipTrouble* HaystackSession::troubleOf(const NeedleClip& clip) const
{
    const auto known = m_troubles.find(clip.path);
    return known == m_troubles.end() ? nullptr : &known->second;
}

std::int64_t HaystackSession::labelClass(int index) const
{
    if (!m_info)
        return -1;
    const NeedleClip& clip = m_needles.at(static_cast<std::size_t>(index));
    for (const std::string& mid : clip.mids)
        if (const auto known = m_classes.find(mid); known != m_classes.end())
            return known->second;
    const std::vector<float>* alone = aloneOf(index);
    return alone ? std::max_element(alone->begin(), alone->end()) - alone->begin() : -1;
}

const std::vector<float>* HaystackSession::aloneOf(int index) const
{
    const auto known = m_alone.find(m_needles.at(static_cast<std::size_t>(index)).path);
    return known == m_alone.end() ? nullptr : &known->second;
}

double HaystackSession::alone(int index) const
{
    return heard(index).alone;
}

NeedleHeard HaystackSession::heard(int index) const
{
    NeedleHeard heard;
    const std::int64_t label = labelClass(index);
    if (label < 0)
        return heard;
    const auto c = static_cast<std::size_t>(label);
    if (const std::vector<float>* alone = aloneOf(index)) {
        heard.alone = static_cast<double>((*alone)[c]);
        heard.rankAlone = rankOf(*alone, c);
    }
    const quint64 id = m_needles[static_cast<std::size_t>(index)].id;
    const auto asked = std::find(m_asked.begin(), m_asked.end(), id);
    const auto i = static_cast<std::size_t>(asked - m_asked.begin());
    const bool mixed = m_answer && i < m_answer->needles.size() && m_answer->needles[i].error.empty() &&
                       !m_answer->mixture.empty() &&
                       (m_answer->exact || id == m_quickOf); // quickly, only what lies around one is heard
    if (mixed) {
        heard.mixture = static_cast<double>(m_answer->mixture[c]);
        heard.rank = rankOf(m_answer->mixture, c);
    }
    return heard;
}

QString HaystackSession::clipError(int index) const
{
    const ClipTrouble* trouble = troubleOf(m_needles.at(static_cast<std::size_t>(index)));
    return trouble ? trouble->words : QString();
}

bool HaystackSession::isSilent(int index) const
{
    const ClipTrouble* trouble = troubleOf(m_needles.at(static_cast<std::size_t>(index)));
    return trouble && trouble->silent;
}

} // namespace dass
