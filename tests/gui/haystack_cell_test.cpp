#include "core/base/error.h"
#include "core/niah/figure_parts.h"
#include "tests/gui/haystack_record.h"
#include "tests/gui/haystack_window.h"
#include "ui/haystack/cell_panel.h"
#include "ui/haystack/experiment_figure.h"
#include "ui/haystack/experiment_files.h"
#include "ui/haystack/plan_panel.h"
#include "ui/style/theme.h"

#include <QComboBox>
#include <QFile>
#include <QImage>
#include <QMessageBox>
#include <QXmlStreamReader>

#include <atomic>

using namespace dass;

namespace {

using Kind = niah::HaystackKind;

void write(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

QByteArray contentsOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// With an experiment of two models and two haystacks, whose list of needles is gone.
struct Opened : HaystackWindow
{
    explicit Opened(const QString& second, bool sinusoidal = false)
    {
        plan.models = {{bundledModelFolder().toStdU16String(), "first", {}}, {second.toStdU16String(), "second", {}}};
        plan.models[1].sinusoidalPositions = sinusoidal;
        plan.haystacks = {{Kind::White, {}, 1, "white"}, {Kind::Pink, {}, 9, "rain"}};
        plan.insertion = niah::Insertion::Waveform;
        plan.crossfadeSeconds = 0.2;
        plan.needles = {};
        plan.needles.list = shell.path("gone.csv").toStdU16String();
        record = writeRecord(folder, plan, dog);
        QObject::connect(&view, &HaystackView::noticed,
                         [this](const QString& title, const QString& text) { told << title + ' ' + text; });
        view.experiment().open(folder);
    }
    bool isThere() const
    {
        return QTest::qWaitFor([this] { return view.experiment().results() != nullptr; }, 30000);
    }
    // As a person does; its needle is looked for unless it is listed.
    void openCellOf(std::size_t model, std::size_t haystack) const
    {
        for (std::size_t c = 0; c < record.cells.size(); ++c)
            if (const niah::Cell& cell = record.cells[c].cell;
                !cell.baseline && cell.model == model && cell.haystack == haystack)
                emit view.cell()->openRequested(c, 0);
        view.session().stop();
    }
    QMessageBox* question() const
    {
        for (auto* box : view.findChildren<QMessageBox*>())
            if (box->isVisible())
                return box;
        return nullptr;
    }

    const QString dog = shell.makeRecording("dog.wav", 3);
    const QString folder = shell.path("run");
    niah::Spec plan = smallPlan(dog);
    niah::Experiment record;
    QStringList told;
};

// With tables of its own, and a folder to which they are saved.
struct WithTables : Opened
{
    WithTables() : Opened(bundledModelFolder()), saved(view.files(), &ExperimentFiles::told)
    {
        write(folder + "/cells.csv", "cells");
        write(folder + "/needles.csv", "needles");
        QVERIFY(QDir().mkpath(out));
    }
    void save() const { view.files()->writeTables(out); }
    void replace() const // once it is asked
    {
        for (QAbstractButton* button : question()->buttons())
            if (button->text() == "&Replace") {
                button->click();
                return;
            }
    }

    const QString out = shell.path("out");
    QSignalSpy saved;
};

} // namespace

// What is done with the results of an experiment that was opened.
class HaystackCellTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { Theme::install(*qApp, ThemeChoice::Light); }
    void aCellIsOpenedAsItWasMade();
    void ofTwoCellsTheLastOneIsOpened();
    void positionsOfAnAstAreThoseOfTheCell();
    void aModelThatIsGoneIsTold();
    void onlyWhatIsKnownIsSavedAndDuplicated();
    void tablesAreNotReplacedUnasked();
    void tablesOfAnExperimentThatWentOnAreReplaced();
    void figuresHoldEverySeriesAndWhereTheyComeFrom();
    void curvesSayWhereAModelHasItsNeedle();
    void theProbeIsAsExactAsAnExperiment();
};

void HaystackCellTest::aCellIsOpenedAsItWasMade()
{
    const QString second = bundledModelFolder() + "/model.safetensors"; // is on no list
    Opened at(second);
    QVERIFY(at.isThere());
    at.openCellOf(1, 1);
    const HaystackSession& session = at.view.session();
    QVERIFY(session.needles().empty()); // the disk was not waited for
    QTRY_COMPARE(session.choice().haystack.kind, Kind::Pink);
    QCOMPARE(session.choice().haystack.seed, std::uint64_t{9});
    QCOMPARE(session.choice().frames, std::int64_t{1500});
    QCOMPARE(session.choice().insertion, niah::Insertion::Waveform);
    QCOMPARE(session.choice().crossfadeSeconds, 0.2);
    QCOMPARE(session.needle()->path, at.dog);
    QTRY_COMPARE(session.model(), second);
    at.openCellOf(0, 0);
    QCOMPARE(session.model(), bundledModelFolder());
    QCOMPARE(session.choice().haystack.kind, Kind::White);
    at.view.session().stop();
}

void HaystackCellTest::ofTwoCellsTheLastOneIsOpened()
{
    Opened at(bundledModelFolder());
    QVERIFY(at.isThere());
    QSet<int> kinds;
    const HaystackSession& session = at.view.session();
    const auto note = [&] {
        if (session.choice().frames == 1500) // of a cell
            kinds << static_cast<int>(session.choice().haystack.kind);
    };
    connect(&session, &HaystackSession::choiceChanged, &at.view, note);
    at.openCellOf(0, 1);
    at.openCellOf(0, 0); // before the first one's needle was found
    QTRY_COMPARE(session.needles().size(), std::size_t{1});
    QTRY_VERIFY(at.view.findChildren<QObject*>("lookForFile").isEmpty()); // all answers have come
    QCOMPARE(kinds, QSet<int>{static_cast<int>(Kind::White)});
    QCOMPARE(session.needle()->path, at.dog);
    QCOMPARE(session.hidden(), 1);
    at.view.session().stop();
}

void HaystackCellTest::positionsOfAnAstAreThoseOfTheCell()
{
    Opened at(bundledModelFolder(), true);
    QVERIFY(at.isThere());
    at.told.clear();
    HaystackSession& session = at.view.session();
    at.openCellOf(1, 0);
    QTRY_VERIFY(session.sinusoidalPositions());
    session.stop();
    const auto* models = at.view.controls()->findChild<QComboBox*>();
    QVERIFY2(models->currentText().contains("sinusoidal"), qPrintable(models->currentText()));
    QVERIFY2(at.told.isEmpty(), qPrintable(at.told.join('\n')));
    at.openCellOf(0, 0);
    QTRY_VERIFY(!session.sinusoidalPositions());
    QVERIFY(!models->currentText().contains("sinusoidal"));
    session.stop();

    std::atomic<int> asked = -1;
    HaystackSession alone([&](const std::filesystem::path&, const ModelOptions& options) {
        asked = options.sinusoidalPositions ? 1 : 0;
        return std::unique_ptr<TaggingModel>(std::make_unique<FakeModel>());
    });
    alone.addNeedles({{at.dog, "Dog", {"/m/0"}}});
    QTRY_COMPARE(asked.load(), 0);
    alone.setModel({}, true); // the same file, another model
    QTRY_COMPARE(asked.load(), 1);
    alone.stop();
}

void HaystackCellTest::aModelThatIsGoneIsTold()
{
    Opened at("/nowhere/dass-no-such-model");
    QVERIFY(at.isThere());
    at.told.clear();
    at.openCellOf(1, 0);
    QTRY_COMPARE(at.told.size(), qsizetype{1});
    QVERIFY2(at.told[0].contains("dass-no-such-model"), qPrintable(at.told[0]));
    QCOMPARE(at.view.session().model(), bundledModelFolder());
    at.view.session().stop();
}

void HaystackCellTest::onlyWhatIsKnownIsSavedAndDuplicated()
{
    Opened at(bundledModelFolder());
    QVERIFY(at.isThere());
    QCOMPARE(at.told.size(), qsizetype{1});
    QVERIFY2(at.told[0].contains("gone.csv"), qPrintable(at.told[0]));
    const QString file = at.shell.path("spec.json");
    at.view.files()->writeSpecification(file);
    QCOMPARE(at.told.size(), qsizetype{2});
    QVERIFY2(at.told[1].contains("gone.csv"), qPrintable(at.told[1]));
    HaystackExperiment& experiment = at.view.experiment();
    experiment.duplicate();
    QVERIFY(!experiment.results());
    QCOMPARE(experiment.plan().lengths, at.plan.lengths); // not those of the plan before
    QCOMPARE(experiment.plan().haystacks.size(), std::size_t{2});
    QCOMPARE(experiment.plan().crossfadeSeconds, 0.2);
    QVERIFY(!hasNeedles(experiment.plan()));
    QVERIFY(at.view.plan()->isVisible()); // where others can be chosen
    QVERIFY(!QFile::exists(file));
}

void HaystackCellTest::tablesAreNotReplacedUnasked()
{
    WithTables at;
    QVERIFY(at.isThere());
    at.save();
    QTRY_COMPARE(at.saved.size(), qsizetype{1});
    at.save(); // they are the same
    QTRY_COMPARE(at.saved.size(), qsizetype{2});
    write(at.out + "/cells.csv", "mine");
    at.save();
    QTRY_VERIFY(at.question());
    QVERIFY2(at.question()->text().contains("cells.csv"), qPrintable(at.question()->text()));
    QVERIFY(!at.question()->text().contains("needles.csv"));
    at.question()->button(QMessageBox::Cancel)->click();
    QTRY_VERIFY(!at.question());
    QCOMPARE(contentsOf(at.out + "/cells.csv"), QByteArray("mine"));
    at.save();
    QTRY_VERIFY(at.question());
    at.replace();
    QTRY_COMPARE(at.saved.size(), qsizetype{3});
    QCOMPARE(contentsOf(at.out + "/cells.csv"), QByteArray("cells"));
    // Another experiment's folder stays as it is.
    write(at.out + "/experiment.json", "{}");
    write(at.out + "/cells.csv", "another's");
    at.told.clear();
    at.save();
    QTRY_COMPARE(at.told.size(), qsizetype{1});
    QVERIFY2(at.told[0].contains("another experiment.json"), qPrintable(at.told[0]));
    QVERIFY(!at.question());
    QCOMPARE(contentsOf(at.out + "/experiment.json"), QByteArray("{}"));
    QCOMPARE(contentsOf(at.out + "/cells.csv"), QByteArray("another's"));
}

void HaystackCellTest::tablesOfAnExperimentThatWentOnAreReplaced()
{
    WithTables at;
    QVERIFY(at.isThere());
    at.save();
    QTRY_COMPARE(at.saved.size(), qsizetype{1});
    niah::Spec longer = at.plan; // it goes on, with more lengths
    longer.lengths.push_back(2000);
    writeRecord(at.folder, longer, at.dog);
    write(at.folder + "/cells.csv", "more cells");
    at.told.clear();
    at.save();
    QTRY_VERIFY(at.question() || !at.told.isEmpty());
    QVERIFY2(at.told.isEmpty(), qPrintable(at.told.join('\n')));
    QVERIFY2(at.question()->text().contains("experiment.json"), qPrintable(at.question()->text()));
    at.replace();
    QTRY_COMPARE(at.saved.size(), qsizetype{2});
    QCOMPARE(contentsOf(at.out + "/cells.csv"), QByteArray("more cells"));
    QCOMPARE(contentsOf(at.out + "/experiment.json"), contentsOf(at.folder + "/experiment.json"));
    // A folder that has cells is an experiment's own.
    const QString own = at.shell.path("own");
    writeRecord(own, at.plan, at.dog);
    at.view.files()->writeTables(own);
    QTRY_COMPARE(at.told.size(), qsizetype{1});
    QVERIFY2(at.told[0].contains("another experiment.json"), qPrintable(at.told[0]));
}

void HaystackCellTest::figuresHoldEverySeriesAndWhereTheyComeFrom()
{
    Opened at(bundledModelFolder());
    QVERIFY(at.isThere());
    const QString provenance = QString::fromStdString(niah::provenanceOf(*at.view.experiment().results()->experiment));
    QVERIFY(provenance.contains("needle_fingerprint"));
    QSignalSpy saved(at.view.files(), &ExperimentFiles::told);
    for (const char* name : {"figure.png", "figure.svg", "figure.pdf"})
        at.view.files()->writeFigure(at.shell.path(name));
    QTRY_COMPARE(saved.size(), qsizetype{3});
    // Two models in two haystacks: a map beside the curves, two below them, and one below these.
    const QImage png(at.shell.path("figure.png"));
    QCOMPARE(png.size(), QSize(3120, 3 * 1140));
    QCOMPARE(png.text("Description"), provenance);
    QCOMPARE(png.dotsPerMeterX(), qRound(3 * 96 / 0.0254));
    QXmlStreamReader svg(contentsOf(at.shell.path("figure.svg")));
    QString description;
    while (!svg.atEnd())
        if (svg.readNext() == QXmlStreamReader::StartElement && svg.name() == u"desc" && description.isEmpty())
            description = svg.readElementText();
    QVERIFY2(!svg.hasError(), qPrintable(svg.errorString()));
    QCOMPARE(description, provenance);
    const QByteArray pdf = contentsOf(at.shell.path("figure.pdf"));
    QVERIFY(pdf.startsWith("%PDF"));
    QVERIFY(pdf.contains(provenance.toHtmlEscaped().toUtf8()));
}

void HaystackCellTest::curvesSayWhereAModelHasItsNeedle()
{
    niah::Spec plan = smallPlan("dog.wav");
    plan.models = {{{}, "DASS", {}}, {{}, "AST", {0}}};
    plan.positions = {0, 0.5, 1};
    plan.snrDb = {0, 10};
    const auto results = plannedResults(plan);
    const auto title = [&](double position) {
        return retentionTitle(retentionLines(*results, seriesOf(*results->experiment), position), position);
    };
    QCOMPARE(title(0.5), QString("Retention, % of each 10 s mAP, needle at 0.50 (AST: at 0.00)"));
    QCOMPARE(title(0), QString("Retention, % of each 10 s mAP, needle at 0.00"));
}

void HaystackCellTest::theProbeIsAsExactAsAnExperiment()
{
    std::atomic<Precision> asked = Precision::Auto;
    HaystackSession session(
        [&](const std::filesystem::path&, const ModelOptions& options) -> std::unique_ptr<TaggingModel> {
            asked = options.precision;
            throw Error(ErrorCode::NotFound, "there is none");
        });
    session.addNeedles({{"/sounds/dog.wav", "Dog", {}}});
    QTRY_VERIFY(!session.error().isEmpty());
    QCOMPARE(asked.load(), niah::Spec().precision);
    QCOMPARE(asked.load(), Precision::Fp32);
}

QTEST_MAIN(HaystackCellTest)
#include "haystack_cell_test.moc"
