#include "app/distill/run_details.h"

#include "app/distill/run_summary.h"
#include "app/distill/small_file.h"
#include "core/base/error.h"
#include "core/base/json_file.h"
#include "core/distill/csv.h"
#include "core/distill/run_files.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <optional>

namespace dass {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr std::size_t kMostTable = 16 * 1024 * 1024;
constexpr std::size_t kMostLog = 256 * 1024;
constexpr std::size_t kMostClasses = 10'000;
constexpr std::size_t kMostConfusions = 200;
constexpr std::int64_t kMostPlannedEpochs = 1'000'000; // as of a specification
constexpr qsizetype kTimeLength = 20;                  // of "2026-11-24T23:05:00Z"
constexpr int kMostText = 1000;

std::uint64_t nextRevision()
{
    static std::atomic<std::uint64_t> last{0};
    return ++last;
}

QString textOf(const Json& object, const char* key)
{
    const auto found = object.is_object() ? object.find(key) : object.end();
    if (found == object.end() || !found->is_string())
        return {};
    return QString::fromStdString(found->get_ref<const std::string&>()).left(kMostText);
}

double numberOf(const Json& object, const char* key, double fallback = 0)
{
    const auto found = object.is_object() ? object.find(key) : object.end();
    return found != object.end() && found->is_number() ? found->get<double>() : fallback;
}

std::int64_t countOf(const Json& value)
{
    const double number = value.is_number() ? value.get<double>() : 0;
    return number >= 0 && number < 1e15 ? static_cast<std::int64_t>(number) : 0;
}

const Json& part(const Json& object, const char* key)
{
    static const Json kMissing;
    const auto found = object.is_object() ? object.find(key) : object.end();
    return found != object.end() ? *found : kMissing;
}

QString numbersOf(const Json& list)
{
    QStringList texts;
    if (list.is_array())
        for (const Json& item : list)
            if (texts.size() < 16)
                texts << QString::number(countOf(item));
    return texts.join(QStringLiteral(", "));
}

QString sizeOf(const Json& student)
{
    const Json& size = part(student, "size");
    if (!size.is_object())
        return textOf(student, "size");
    if (const std::int64_t width = countOf(part(size, "width")); width > 0) { // of an AST
        const std::int64_t depth = countOf(part(size, "depth"));
        if (depth == 12)
            for (const auto& [known, name] : {std::pair{192, "Tiny"}, {384, "Small"}, {768, "Base"}})
                if (width == known)
                    return QString::fromLatin1(name);
        return QStringLiteral("%1 × %2").arg(width).arg(depth);
    }
    const QString dims = numbersOf(part(size, "dims"));
    const QString depths = numbersOf(part(size, "depths"));
    if (dims == QLatin1String("32, 64, 128, 256") && depths == QLatin1String("1, 1, 3, 1"))
        return QStringLiteral("Nano");
    if (dims == QLatin1String("32, 64, 128, 256"))
        return QStringLiteral("Nano %1").arg(QString(depths).replace(QStringLiteral(", "), QStringLiteral("-")));
    if (dims == QLatin1String("96, 192, 384, 768") && depths == QLatin1String("2, 2, 8, 2"))
        return QStringLiteral("Small");
    if (dims == QLatin1String("96, 192, 384, 768") && depths == QLatin1String("2, 2, 20, 2"))
        return QStringLiteral("Medium");
    return dims + QStringLiteral(" × ") + depths;
}

// Of a specification that is filled in, as a run's own is. The file is not trusted: a number that cannot be is none.
std::optional<RatePlan> ratePlanOf(const Json& spec)
{
    const Json& optimizer = part(spec, "optimizer");
    const Json& schedule = part(spec, "schedule");
    const QString kind = textOf(schedule, "kind");
    RatePlan plan;
    plan.optimizer.lr = numberOf(optimizer, "lr", -1);
    plan.optimizer.warmupSteps = countOf(part(optimizer, "warmup_steps"));
    plan.optimizer.warmupEvery = countOf(part(optimizer, "warmup_every"));
    plan.schedule.kind = kind == QLatin1String("cosine") ? distill::ScheduleKind::Cosine : distill::ScheduleKind::Step;
    plan.schedule.epochs = countOf(part(schedule, "epochs"));
    plan.schedule.decayFrom = countOf(part(schedule, "decay_from"));
    plan.schedule.decayEvery = countOf(part(schedule, "decay_every"));
    plan.schedule.decay = numberOf(schedule, "decay", -1);
    plan.schedule.finalFraction = numberOf(schedule, "final_fraction", -1);
    const auto isShare = [](double value) { return value >= 0 && value <= 1; };
    const bool isSound = plan.optimizer.lr >= 0 && std::isfinite(plan.optimizer.lr) && plan.optimizer.warmupEvery > 0 &&
                         plan.schedule.epochs > 0 && plan.schedule.epochs <= kMostPlannedEpochs &&
                         plan.schedule.decayFrom > 0 && plan.schedule.decayEvery > 0 && isShare(plan.schedule.decay) &&
                         isShare(plan.schedule.finalFraction) && !kind.isEmpty();
    return isSound ? std::optional(plan) : std::nullopt;
}

Recipe recipeOf(const Json& spec)
{
    Recipe recipe;
    const Json& student = part(spec, "student");
    recipe.isAst = textOf(student, "arch") == QLatin1String("ast");
    recipe.student = sizeOf(student);
    recipe.init = textOf(student, "init");
    recipe.checkpoint = textOf(student, "checkpoint");
    const Json& teachers = part(spec, "teachers");
    if (teachers.is_array())
        for (const Json& teacher : teachers)
            if (recipe.teachers.size() < 16)
                recipe.teachers << (textOf(teacher, "kind") + ' ' + textOf(teacher, "path").section('/', -1)).trimmed();
    const Json& data = part(spec, "data");
    recipe.train = textOf(data, "train");
    recipe.eval = textOf(data, "eval");
    recipe.labels = textOf(data, "labels");
    const Json& loss = part(spec, "loss");
    recipe.kd = textOf(loss, "kd");
    recipe.kdWeight = numberOf(loss, "kd_weight", 0.5);
    recipe.temperature = numberOf(loss, "temperature", 1);
    recipe.learningRate = numberOf(part(spec, "optimizer"), "lr", 1e-4);
    recipe.ratePlan = ratePlanOf(spec);
    recipe.batch = countOf(part(spec, "batch"));
    recipe.mixup = numberOf(spec, "mixup", 0.5);
    const Json& average = part(spec, "weight_average");
    if (average.is_array() && average.size() == 2) {
        recipe.weightAverageFirst = countOf(average[0]);
        recipe.weightAverageLast = countOf(average[1]);
    }
    recipe.precision = textOf(spec, "precision");
    recipe.device = textOf(spec, "device");
    recipe.isKnown = true;
    return recipe;
}

// Of a table that a run writes; none where it is not there, too large or damaged.
std::optional<CsvTable> tableOf(const fs::path& file)
{
    if (!readSmallFile(file, kMostTable)) // also keeps pipes and devices out
        return std::nullopt;
    try {
        return distill::readCsv(file);
    } catch (const Error&) {
        return std::nullopt;
    }
}

QString cell(const CsvTable& table, std::size_t row, const char* column)
{
    const auto at = table.columnOf(column);
    return at ? QString::fromStdString(table.rows[row][*at]).left(kMostText) : QString();
}

double numberCell(const CsvTable& table, std::size_t row, const char* column)
{
    bool isNumber = false;
    const double value = cell(table, row, column).toDouble(&isNumber);
    return isNumber ? value : std::numeric_limits<double>::quiet_NaN();
}

} // namespace

RunDetailsReader::RunDetailsReader(fs::path folder)
    : m_folder(std::move(folder)), m_metrics(m_folder / distill::kMetricsName)
{
}

bool RunDetailsReader::isNew(const char* name)
{
    std::error_code ignored; // what is not there has no time and no size
    Stamp stamp;
    stamp.time = fs::last_write_time(m_folder / name, ignored);
    stamp.size = fs::file_size(m_folder / name, ignored);
    Stamp& known = m_stamps[QLatin1String(name)];
    if (known == stamp)
        return false;
    known = stamp;
    return true;
}

std::shared_ptr<const RunDetails> RunDetailsReader::update(const std::stop_token& stop)
{
    bool changed = m_metrics.update(stop);
    if (changed)
        m_details.metrics = m_metrics.metrics();
    if (isNew(distill::kSpecName)) {
        readRecipe();
        changed = true;
    }
    if (isNew(distill::kLogName)) {
        readLog();
        m_details.logRevision = nextRevision();
        changed = true;
    }
    if (isNew(distill::kClassesName)) {
        readClasses();
        m_details.tablesRevision = nextRevision();
        changed = true;
    }
    if (isNew(distill::kConfusionsName)) {
        readConfusions();
        m_details.tablesRevision = nextRevision();
        changed = true;
    }
    if (!changed && m_told)
        return nullptr;
    m_told = true;
    return std::make_shared<RunDetails>(m_details);
}

void RunDetailsReader::readRecipe()
{
    m_details.recipe = {};
    if (const auto text = readSmallFile(m_folder / distill::kSpecName, kMostSpec); text && !nestsTooDeep(*text)) {
        const Json spec = Json::parse(*text, nullptr, false);
        if (spec.is_object())
            m_details.recipe = recipeOf(spec);
    }
}

void RunDetailsReader::readLog()
{
    const std::string text = readEnd(m_folder / distill::kLogName, kMostLog);
    m_details.logIsCut = text.size() == kMostLog;
    m_details.log.clear();
    QStringList lines = QString::fromStdString(text).split('\n', Qt::SkipEmptyParts);
    if (m_details.logIsCut && !lines.isEmpty())
        lines.removeFirst(); // its beginning is cut off
    for (const QString& line : std::as_const(lines)) {
        const bool timed = line.size() > kTimeLength && line[kTimeLength] == ' ' && line[10] == 'T';
        m_details.log.push_back(
            {timed ? line.left(kTimeLength) : QString(), (timed ? line.mid(kTimeLength + 1) : line).left(kMostText)});
    }
}

void RunDetailsReader::readClasses()
{
    m_details.classes.clear();
    const auto table = tableOf(m_folder / distill::kClassesName);
    for (std::size_t row = 0; table && row < table->rows.size() && row < kMostClasses; ++row) {
        ClassScore score;
        score.name = cell(*table, row, "label");
        score.positives = cell(*table, row, "positives").toLongLong();
        score.precision = numberCell(*table, row, "average_precision");
        score.firstPrecision = numberCell(*table, row, "first_average_precision");
        score.teacherPrecision = numberCell(*table, row, "teacher_average_precision");
        m_details.classes.push_back(std::move(score));
    }
}

void RunDetailsReader::readConfusions()
{
    m_details.confusions.clear();
    const auto table = tableOf(m_folder / distill::kConfusionsName);
    for (std::size_t row = 0; table && row < table->rows.size() && row < kMostConfusions; ++row)
        m_details.confusions.push_back(
            {cell(*table, row, "label"), cell(*table, row, "taken_for"), cell(*table, row, "clips").toLongLong()});
}

} // namespace dass
