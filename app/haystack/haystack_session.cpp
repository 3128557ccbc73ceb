#include "app/haystack/haystack_session.h"

#include <algorithm>
#include <utility>

namespace dass {

HaystackSession::HaystackSession(ModelStore::Loader loader, QObject* parent)
    : QObject(parent), m_probe(std::move(loader))
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(0); // once a turn of the event loop
    connect(&m_soon, &QTimer::timeout, this, &HaystackSession::ask);
    connect(&m_probe, &ProbeWorker::prepared, this,
            [this](quint64 request, const std::shared_ptr<const HeldMixture>& mixture) {
                if (request != m_request)
                    return;
                m_mixture = mixture;
                emit mixtureChanged();
            });
    connect(&m_probe, &ProbeWorker::answered, this, [this](quint64 request, const ProbeAnswer& answer) {
        if (request == m_request)
            take(answer);
    });
    connect(&m_probe, &ProbeWorker::swept, this, [this](quint64 request, const ProbePoint& point) {
        if (request != m_request)
            return;
        m_sweep[point.position] = point.mixture;
        emit sweepChanged();
    });
    connect(&m_probe, &ProbeWorker::progressed, this, [this](quint64 request, const ProbeProgress& progress) {
        if (request != m_request)
            return;
        m_progress = progress;
        emit answerChanged();
    });
    connect(&m_probe, &ProbeWorker::ended, this, [this](quint64 request) {
        if (request != m_request)
            return;
        m_probing = false;
        emit answerChanged();
    });
    connect(&m_probe, &ProbeWorker::failed, this, [this](quint64 request, const QString& error) {
        if (request != m_request)
            return;
        m_probing = false;
        m_error = error;
        emit answerChanged();
    });
}

HaystackSession::~HaystackSession() = default;

const NeedleClip* HaystackSession::needle() const
{
    return m_current >= 0 ? &m_needles[static_cast<std::size_t>(m_current)] : nullptr;
}

void HaystackSession::addNeedles(const std::vector<NeedleClip>& clips)
{
    const auto before = static_cast<int>(m_needles.size());
    for (const NeedleClip& clip : clips) {
        const bool known = std::any_of(m_needles.begin(), m_needles.end(),
                                       [&](const NeedleClip& other) { return other.path == clip.path; });
        if (!known)
            m_needles.push_back(clip);
    }
    if (static_cast<int>(m_needles.size()) == before)
        return;
    emit needlesChanged();
    setCurrent(before);
}

void HaystackSession::removeNeedle(int index)
{
    if (index < 0 || index >= static_cast<int>(m_needles.size()))
        return;
    m_needles.erase(m_needles.begin() + index);
    m_current = -1;
    emit needlesChanged();
    setCurrent(std::min(index, static_cast<int>(m_needles.size()) - 1));
}

void HaystackSession::setLabels(int index, const std::vector<std::string>& mids)
{
    NeedleClip& clip = m_needles.at(static_cast<std::size_t>(index));
    if (clip.mids == mids)
        return;
    clip.mids = mids;
    m_alone.erase(clip.path);
    emit needlesChanged();
    if (index == m_current)
        ask();
}

void HaystackSession::setCurrent(int index)
{
    if (index == m_current && index >= 0)
        return;
    m_current = index;
    m_mixture.reset();
    m_answer.reset();
    m_sweep.clear();
    m_error.clear();
    emit currentChanged();
    emit mixtureChanged();
    askSoon();
}

void HaystackSession::setChoice(const HaystackChoice& choice)
{
    HaystackChoice elsewhere = choice; // the same but for the position: what is known of others stays true
    elsewhere.position = m_choice.position;
    const auto facts = [](const HaystackChoice& c) {
        return std::tuple(c.haystack.kind, c.haystack.file, c.haystack.seed, c.frames, c.snrDb, c.insertion, c.pooling);
    };
    if (facts(elsewhere) != facts(m_choice))
        m_sweep.clear();
    m_choice = choice;
    emit choiceChanged();
    askSoon();
}

void HaystackSession::setModel(const QString& path)
{
    if (path == m_model)
        return;
    m_model = path;
    m_answer.reset();
    m_sweep.clear();
    m_alone.clear();
    emit modelChanged();
    askSoon();
}

void HaystackSession::askSoon()
{
    m_request = 0; // what is under way tells of what was
    m_probing = needle() != nullptr;
    if (!m_soon.isActive())
        m_soon.start();
}

void HaystackSession::ask()
{
    m_soon.stop();
    m_error.clear();
    if (!needle()) {
        stop();
        return;
    }
    m_probing = true;
    m_progress = {};
    m_request = m_probe.request({needle()->path.toStdU16String(), m_choice, m_model.toStdU16String(), true});
    emit answerChanged();
}

void HaystackSession::stop()
{
    m_soon.stop();
    m_probe.cancel();
    m_request = 0;
    m_probing = false;
    emit answerChanged();
}

void HaystackSession::take(const ProbeAnswer& answer)
{
    m_answer = std::make_unique<const ProbeAnswer>(answer);
    if (const std::int64_t label = labelClass(); label >= 0) {
        NeedleClip& clip = m_needles[static_cast<std::size_t>(m_current)];
        const bool news = !m_alone.contains(clip.path);
        m_alone[clip.path] = static_cast<double>(answer.alone[static_cast<std::size_t>(label)]);
        const std::string& mid = answer.model->labels[static_cast<std::size_t>(label)].mid;
        const bool named = clip.mids.empty() && !mid.empty();
        if (named)
            clip.mids = {mid}; // a clip without a label is given what is heard in it alone
        if (news || named)
            emit needlesChanged();
    }
    emit answerChanged();
}

std::int64_t HaystackSession::labelClass() const
{
    if (!m_answer || !needle())
        return -1;
    const std::vector<Label>& labels = m_answer->model->labels;
    for (const std::string& mid : needle()->mids)
        for (std::size_t c = 0; c < labels.size(); ++c)
            if (labels[c].mid == mid)
                return static_cast<std::int64_t>(c);
    const auto& alone = m_answer->alone;
    return std::max_element(alone.begin(), alone.end()) - alone.begin();
}

double HaystackSession::alone(int index) const
{
    const auto known = m_alone.find(m_needles.at(static_cast<std::size_t>(index)).path);
    return known == m_alone.end() ? -1 : known->second;
}

} // namespace dass
