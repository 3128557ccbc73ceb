#include "app/distill/job_draft.h"

#include "core/base/error.h"
#include "core/base/json_file.h"
#include "core/distill/presets.h"

#include <QCoreApplication>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace dass {

namespace {

using OrderedJson = nlohmann::ordered_json;

constexpr std::size_t kLongestSpec = 4 * 1024 * 1024;

// A run's own specification has these instead of a name.
struct KnownSize
{
    const char* name;
    std::array<int, 4> dims;
    std::array<int, 4> depths;
};
constexpr KnownSize kDassSizes[] = {{"nano", {32, 64, 128, 256}, {1, 1, 3, 1}},
                                    {"small", {96, 192, 384, 768}, {2, 2, 8, 2}},
                                    {"medium", {96, 192, 384, 768}, {2, 2, 20, 2}}};
constexpr std::pair<const char*, int> kAstWidths[] = {{"tiny", 192}, {"small", 384}, {"base", 768}};
constexpr int kAstDepth = 12;
constexpr double kDropPath = 0.1;        // of a DASS for which the authors name none
constexpr double kHighestRate = 192'000; // Hz

QString draftText(const char* text)
{
    return QCoreApplication::translate("dass::JobDraft", text);
}

OrderedJson defaults()
{
    return {{"student",
             {{"arch", "dass"},
              {"size", "small"},
              {"init", "scratch"},
              {"checkpoint", nullptr},
              {"pooling", "mean"},
              {"drop_path", kDropPath}}},
            {"teachers", OrderedJson::array()},
            {"data", {{"train", ""}, {"eval", nullptr}, {"labels", ""}}},
            {"loss", {{"kd", "kldiv"}, {"kd_weight", 0.5}, {"temperature", 1.0}}},
            {"optimizer", {{"lr", 1e-4}, {"betas", {0.95, 0.999}}, {"weight_decay", 5e-7}, {"warmup_steps", 1000}}},
            {"schedule", {{"kind", "step"}, {"epochs", 25}, {"decay_from", 10}, {"decay_every", 5}, {"decay", 0.5}}},
            {"sampler", "shuffle"},
            {"batch", 12},
            {"mixup", 0.5},
            {"freq_mask", 48},
            {"time_mask", 192},
            {"weight_average", {6, 25}},
            {"precision", "auto"},
            {"device", "auto"},
            {"seed", 0}};
}

double usualDropPath(const QString& size)
{
    return distill::authorsDropPath(size.toStdString()).value_or(kDropPath);
}

// What the form writes into must be what the defaults have there; null is the program's default.
void requireKinds(const OrderedJson& json)
{
    const OrderedJson wanted = defaults();
    for (const auto& [key, value] : wanted.items()) {
        const auto found = json.find(key);
        if (found == json.end() || found->is_null() || !value.is_structured() || found->type() == value.type())
            continue;
        const char* const words = value.is_object()
                                      ? QT_TRANSLATE_NOOP("dass::JobDraft", "%1 of the specification must be an object")
                                      : QT_TRANSLATE_NOOP("dass::JobDraft", "%1 of the specification must be a list");
        throw Error(ErrorCode::BadFile, draftText(words).arg(QString::fromStdString(key)).toStdString());
    }
}

QString textOf(const OrderedJson& object, const char* key)
{
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? QString::fromStdString(found->get_ref<const std::string&>())
                                                       : QString();
}

double numberOf(const OrderedJson& object, const char* key, double fallback)
{
    const auto found = object.find(key);
    return found != object.end() && found->is_number() ? found->get<double>() : fallback;
}

OrderedJson::json_pointer pointerOf(const QString& pointer)
{
    return OrderedJson::json_pointer(pointer.toStdString());
}

} // namespace

struct JobDraft::Document
{
    OrderedJson json;
};

JobDraft::JobDraft() : m_document(std::make_unique<Document>(Document{defaults()})) {}
JobDraft::~JobDraft() = default;
JobDraft::JobDraft(const JobDraft& other) : m_document(std::make_unique<Document>(*other.m_document)) {}

JobDraft& JobDraft::operator=(const JobDraft& other)
{
    m_document = std::make_unique<Document>(*other.m_document);
    return *this;
}

JobDraft JobDraft::read(const std::string& text)
{
    if (nestsTooDeep(text))
        throw Error(ErrorCode::BadFile,
                    draftText(QT_TRANSLATE_NOOP("dass::JobDraft",
                                                "The specification nests lists and objects deeper than any needs to"))
                        .toStdString());
    const OrderedJson json = text.size() <= kLongestSpec ? OrderedJson::parse(text, nullptr, false)
                                                         : OrderedJson(OrderedJson::value_t::discarded);
    if (!json.is_object())
        throw Error(
            ErrorCode::BadFile,
            draftText(QT_TRANSLATE_NOOP("dass::JobDraft", "The specification is no JSON object")).toStdString());
    requireKinds(json);
    JobDraft draft;
    OrderedJson whole = defaults();
    whole["weight_average"] = nullptr; // what a specification leaves out is the program's default
    whole.merge_patch(json);
    draft.m_document->json = std::move(whole);
    return draft;
}

QVariant JobDraft::value(const QString& pointer) const
{
    const OrderedJson& json = m_document->json;
    const auto at = pointerOf(pointer);
    if (!json.contains(at))
        return {};
    const OrderedJson& value = json.at(at);
    if (value.is_string())
        return QString::fromStdString(value.get_ref<const std::string&>());
    if (value.is_boolean())
        return value.get<bool>();
    if (value.is_number())
        return value.get<double>();
    return {};
}

void JobDraft::setValue(const QString& pointer, const QVariant& value)
{
    OrderedJson& place = m_document->json[pointerOf(pointer)];
    if (!value.isValid())
        place = nullptr;
    else if (value.userType() == QMetaType::Bool)
        place = value.toBool();
    else if (value.userType() == QMetaType::QString)
        place = value.toString().toStdString();
    else if (const double number = value.toDouble(); number == std::floor(number) && std::abs(number) < 1e15)
        place = static_cast<std::int64_t>(number);
    else
        place = number;
}

bool JobDraft::hasSame(const QString& pointer, const JobDraft& other) const
{
    const auto at = pointerOf(pointer);
    const OrderedJson& mine = m_document->json;
    const OrderedJson& theirs = other.m_document->json;
    const OrderedJson here = mine.contains(at) ? mine.at(at) : OrderedJson();
    const OrderedJson there = theirs.contains(at) ? theirs.at(at) : OrderedJson();
    return here == there;
}

std::vector<JobDraft::Teacher> JobDraft::teachers() const
{
    std::vector<Teacher> teachers;
    const OrderedJson& list = m_document->json["teachers"];
    if (!list.is_array())
        return teachers;
    for (const OrderedJson& item : list) {
        if (!item.is_object())
            continue;
        Teacher teacher{textOf(item, "kind"), textOf(item, "path"), numberOf(item, "weight", 1)};
        teacher.evalPath = textOf(item, "eval_path");
        teacher.isTrusted = item.contains("trusted") && item["trusted"] == true;
        teacher.input = textOf(item, "input");
        teacher.sampleRate =
            static_cast<int>(std::clamp(numberOf(item, "sample_rate", teacher.sampleRate), 0.0, kHighestRate));
        teachers.push_back(std::move(teacher));
    }
    return teachers;
}

void JobDraft::setTeachers(const std::vector<Teacher>& teachers)
{
    OrderedJson list = OrderedJson::array();
    for (const Teacher& teacher : teachers) {
        OrderedJson item = OrderedJson::object();
        item["kind"] = teacher.kind.toStdString();
        if (teacher.kind != QLatin1String("ema"))
            item["path"] = teacher.path.toStdString();
        if (teacher.kind == QLatin1String("stored") && !teacher.evalPath.isEmpty())
            item["eval_path"] = teacher.evalPath.toStdString();
        if (teacher.kind == QLatin1String("torchscript")) {
            item["trusted"] = teacher.isTrusted;
            item["input"] = teacher.hearsWaveform() ? "waveform" : "spectrogram";
            if (teacher.hearsWaveform())
                item["sample_rate"] = teacher.sampleRate;
        }
        item["weight"] = teacher.weight;
        list.push_back(std::move(item));
    }
    m_document->json["teachers"] = std::move(list);
}

QString JobDraft::size() const
{
    if (const QVariant name = value(QStringLiteral("/student/size")); name.isValid())
        return name.toString();
    const auto at = "/student/size"_json_pointer;
    const OrderedJson size = m_document->json.contains(at) ? m_document->json.at(at) : OrderedJson();
    if (!size.is_object())
        return {};
    for (const KnownSize& known : kDassSizes)
        if (size.value("dims", OrderedJson()) == OrderedJson(known.dims) &&
            size.value("depths", OrderedJson()) == OrderedJson(known.depths))
            return QLatin1String(known.name);
    for (const auto& [name, width] : kAstWidths)
        if (size.value("width", OrderedJson()) == width && size.value("depth", OrderedJson()) == kAstDepth)
            return QLatin1String(name);
    return {};
}

void JobDraft::setNetwork(const QString& arch, const QString& size)
{
    const QString drop = QStringLiteral("/student/drop_path");
    const bool wasAst = value(QStringLiteral("/student/arch")).toString() == QLatin1String("ast");
    if (arch == QLatin1String("ast")) {
        setValue(drop, 0);
        setValue(QStringLiteral("/student/pooling"), QStringLiteral("mean"));
    } else if (wasAst || value(drop).toDouble() == usualDropPath(this->size())) {
        setValue(drop, usualDropPath(size));
    }
    setValue(QStringLiteral("/student/arch"), arch);
    setValue(QStringLiteral("/student/size"), size);
}

std::string JobDraft::text() const
{
    return m_document->json.dump(2, ' ', false, OrderedJson::error_handler_t::replace) + "\n";
}

} // namespace dass
