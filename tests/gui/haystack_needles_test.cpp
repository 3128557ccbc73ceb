#include "core/niah/mixture_sound.h"
#include "core/niah/scorer.h"
#include "core/niah/sound_source.h"
#include "tests/gui/haystack_window.h"
#include "ui/haystack/builder_panel.h"
#include "ui/haystack/builder_plot.h"
#include "ui/haystack/haystack_form.h"
#include "ui/haystack/needle_lane.h"
#include "ui/haystack/needles_panel.h"
#include "ui/haystack/scores_panel.h"
#include "ui/haystack/value_slider.h"
#include "ui/language/language.h"
#include "ui/style/theme.h"
#include "ui/widgets/text_format.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QLineEdit>
#include <QStyleOptionComboBox>
#include <QTreeWidget>

#include <cmath>

using namespace dass;

namespace {

// All probabilities of several needles in one haystack as the engine gives them, without any of what the window keeps.
std::vector<double> scoredAfresh(const HaystackSession& session)
{
    const HaystackChoice& choice = session.choice();
    const auto model = TaggingModel::load({}, {"cpu", Precision::Fp32, 0});
    std::vector<niah::NeedleSound> sounds;
    sounds.reserve(session.needles().size());
    std::vector<niah::HiddenNeedle> needles;
    for (const NeedleClip& clip : session.needles()) {
        if (!clip.hidden)
            continue;
        sounds.push_back(
            niah::needleOf(niah::decodeSamples(clip.path.toStdU16String(), niah::samplesOf(niah::kNeedleFrames), {})));
        needles.push_back({&sounds.back(), clip.position, clip.ratio ? clip.ratio : choice.snrDb});
    }
    niah::HaystackOptions options;
    options.lengths = {
        niah::haystackFrames(choice.frames, choice.insertion, static_cast<std::int64_t>(needles.size()))};
    options.keepSamples = choice.insertion != niah::Insertion::Spectrogram;
    const niah::Haystack haystack = *niah::Haystack::make(choice.haystack, options, {});
    niah::MixtureSettings settings;
    settings.frames = choice.frames;
    settings.insertion = choice.insertion;
    const niah::Mixture mixture(needles, haystack, settings);
    niah::MixtureScorer scorer(*model, {1, 0, {}}, {});
    std::vector<float> logits(static_cast<std::size_t>(model->info().classes));
    scorer.score(std::span(&mixture, 1), choice.pooling, logits);
    std::vector<double> probabilities;
    for (const float logit : logits)
        probabilities.push_back(1 / (1 + std::exp(-static_cast<double>(logit))));
    return probabilities;
}

} // namespace

// Several needles in one haystack, on real widgets with the bundled model and the sample's sounds.
class HaystackNeedlesTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { Theme::install(*qApp, ThemeChoice::Light); }
    void cleanup() { installLanguage(QStringLiteral("en")); }
    void severalAreScoredAsTheEngineScoresThem();
    void oneIsChosenAndDraggedOnTheLane();
    void oneIsChosenAndMovedByKeys();
    void ticksDecideWhatIsMixed();
    void moreThanFitAreToldAndNotMixed();
    void unreadableClipsTakeNoRoom();
    void aNeedleHasARatioOfItsOwn();
    void clipsThatCannotBeReadSayItInTheirRow();
    void othersAreHeardWhereNoneCanBeMixed();
    void choicesOfTheFormAreReadWhole_data();
    void choicesOfTheFormAreReadWhole();

private:
    static QPoint onLane(const BuilderPlot& plot, double frame)
    {
        const QRect lane = plot.tracks().lane;
        return {qRound(plot.scene().xOf(frame, lane)), lane.center().y()};
    }
};

void HaystackNeedlesTest::severalAreScoredAsTheEngineScoresThem()
{
    HaystackWindow haystack;
    QVERIFY(haystack.waitForExample());
    const HaystackSession& session = haystack.view.session();
    QCOMPARE(session.hidden(), 3);
    QVERIFY(haystack.waitForExact());
    const std::vector<double> expected = scoredAfresh(session);
    const QTreeWidget* each = haystack.view.scores()->each();
    QVERIFY(each->isVisible());
    QCOMPARE(each->topLevelItemCount(), 3);
    int row = 0;
    for (int i = 0; i < 6; ++i) {
        const NeedleHeard heard = session.heard(i);
        if (!session.needles()[static_cast<std::size_t>(i)].hidden) {
            QVERIFY(heard.mixture < 0);
            continue;
        }
        const auto label = static_cast<std::size_t>(session.labelClass(i));
        QVERIFY2(std::abs(heard.mixture - expected[label]) < 1e-4,
                 qPrintable(QString("%1, not %2").arg(heard.mixture).arg(expected[label])));
        QVERIFY(heard.alone > 0);
        const auto louder = std::count_if(expected.begin(), expected.end(),
                                          [&](double value) { return value > expected[label] + 1e-4; });
        QVERIFY(heard.rank > louder);
        const QTreeWidgetItem* item = each->topLevelItem(row++);
        QCOMPARE(item->text(0), session.needles()[static_cast<std::size_t>(i)].name);
        QCOMPARE(item->text(1), probabilityText(heard.mixture));
        QCOMPARE(item->text(2), probabilityText(heard.alone));
        QCOMPARE(item->text(3), QString::number(heard.rank));
    }
    // The lane, the mixture that is heard and drawn, and the session agree on where they are.
    std::vector<std::int64_t> begins;
    for (const std::int64_t begin : session.begins())
        if (begin >= 0)
            begins.push_back(begin);
    QCOMPARE(session.mixture()->begins(), begins);
    const BuilderScene& scene = haystack.view.builder()->plot()->scene();
    QCOMPARE(scene.needles.size(), std::size_t{3});
    for (std::size_t i = 0; i < begins.size(); ++i) {
        QCOMPARE(scene.needles[i].begin, begins[i]);
        QVERIFY(!scene.needles[i].score.isEmpty());
    }
    // The others' baselines are there too, when all else is.
    QVERIFY(QTest::qWaitFor([&] { return !session.isProbing(); }, 60000));
    for (int i = 0; i < 6; ++i)
        QVERIFY(session.alone(i) > 0);
}

void HaystackNeedlesTest::oneIsChosenAndDraggedOnTheLane()
{
    HaystackWindow haystack;
    QVERIFY(haystack.waitForExample());
    HaystackSession& session = haystack.view.session();
    BuilderPlot* plot = haystack.view.builder()->plot();
    session.setCurrent(0);
    const std::vector<std::int64_t> before = session.begins();
    const int other = 2; // the siren
    const double middle = static_cast<double>(before[other]) + 512;
    QTest::mousePress(plot, Qt::LeftButton, {}, onLane(*plot, middle));
    QCOMPARE(session.current(), other);
    QCOMPARE(session.begins(), before); // a click alone moves nothing
    QTest::mouseMove(plot, onLane(*plot, middle + 200));
    QTest::mouseMove(plot, onLane(*plot, middle + 400));
    QTest::mouseRelease(plot, Qt::LeftButton, {}, onLane(*plot, middle + 400));
    const double perPixel = 6000.0 / plot->tracks().lane.width();
    const std::vector<std::int64_t> after = session.begins();
    QVERIFY(std::abs(static_cast<double>(after[other]) - static_cast<double>(before[other]) - 400) <= 2 * perPixel);
    QCOMPARE(after[0], before[0]);
    QCOMPARE(plot->scene().needleBegin(), after[other]);
    QVERIFY(haystack.waitForExact());
    const QTreeWidget* list = haystack.view.needles()->list();
    QCOMPARE(list->indexOfTopLevelItem(list->currentItem()), other);
    // Where the lane is empty, a click brings the chosen one there.
    session.hideOnly(other);
    QTest::mouseClick(plot, Qt::LeftButton, {}, onLane(*plot, 5400));
    QVERIFY(std::abs(static_cast<double>(plot->scene().needleBegin()) - (5400 - 512)) <= 2 * perPixel);
}

void HaystackNeedlesTest::oneIsChosenAndMovedByKeys()
{
    HaystackWindow haystack;
    QVERIFY(haystack.waitForExample());
    HaystackSession& session = haystack.view.session();
    BuilderPlot* plot = haystack.view.builder()->plot();
    plot->setFocus(Qt::TabFocusReason);
    std::vector<std::pair<std::int64_t, int>> order;
    for (int i = 0; i < 6; ++i)
        if (session.begin(i) >= 0)
            order.emplace_back(session.begin(i), i);
    std::sort(order.begin(), order.end());
    session.setCurrent(order[0].second);
    QTest::keyClick(plot, Qt::Key_Down);
    QCOMPARE(session.current(), order[1].second);
    QTest::keyClick(plot, Qt::Key_Down);
    QCOMPARE(session.current(), order[2].second);
    QTest::keyClick(plot, Qt::Key_Down); // there is no further one
    QCOMPARE(session.current(), order[2].second);
    QTest::keyClick(plot, Qt::Key_Up);
    QCOMPARE(session.current(), order[1].second);
    QTest::keyClick(plot, Qt::Key_Right);
    QCOMPARE(session.begin(order[1].second), order[1].first + 60);
    // To the very start, past the one that is there: none lies over another on the way.
    for (int i = 0; i < 60 && session.begin(order[1].second) > 0; ++i) {
        QTest::keyClick(plot, Qt::Key_Left);
        std::vector<std::int64_t> begins;
        for (const std::int64_t begin : session.begins())
            if (begin >= 0)
                begins.push_back(begin);
        std::sort(begins.begin(), begins.end());
        for (std::size_t k = 1; k < begins.size(); ++k)
            QVERIFY(begins[k] - begins[k - 1] >= 1024);
    }
    QCOMPARE(session.begin(order[1].second), std::int64_t{0});
    session.stop();
}

void HaystackNeedlesTest::ticksDecideWhatIsMixed()
{
    HaystackWindow haystack;
    QVERIFY(haystack.waitForExample());
    HaystackSession& session = haystack.view.session();
    QTreeWidget* list = haystack.view.needles()->list();
    QCOMPARE(list->topLevelItem(1)->checkState(0), Qt::Unchecked);
    const QRect row = list->visualItemRect(list->topLevelItem(1));
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, QPoint(row.left() + 18, row.center().y()));
    QCOMPARE(list->topLevelItem(1)->checkState(0), Qt::Checked);
    QVERIFY(session.needles()[1].hidden);
    QCOMPARE(session.hidden(), 4);
    QCOMPARE(haystack.view.builder()->plot()->scene().needles.size(), std::size_t{4});
    list->setFocus();
    QTest::keyClick(list, Qt::Key_Space);
    QVERIFY(!session.needles()[1].hidden);
    QVERIFY(haystack.waitForExact());
    for (int i = 0; i < 6; ++i)
        session.setHidden(i, false);
    QVERIFY(!session.mixture());
    QVERIFY(haystack.view.builder()->plot()->scene().needles.empty());
    QVERIFY(!haystack.view.builder()->plot()->scene().hint.isEmpty());
    QVERIFY(QTest::qWaitFor([&] { return !session.isProbing(); }, 60000));
    QVERIFY(session.error().isEmpty());
}

void HaystackNeedlesTest::moreThanFitAreToldAndNotMixed()
{
    HaystackWindow haystack;
    QVERIFY(haystack.waitForExample());
    HaystackSession& session = haystack.view.session();
    for (int i = 0; i < 6; ++i)
        session.setHidden(i, true);
    QVERIFY(QTest::qWaitFor([&] { return !session.error().isEmpty(); }, 30000));
    QVERIFY2(session.error().contains("6 needles"), qPrintable(session.error()));
    QVERIFY(!session.isProbing());
    HaystackChoice choice = session.choice();
    choice.insertion = niah::Insertion::Overlay; // over one another they have room
    session.setChoice(choice);
    QVERIFY(haystack.waitForExact());
    QVERIFY(session.error().isEmpty());
    const std::vector<double> expected = scoredAfresh(session);
    for (int i = 0; i < 6; ++i)
        QVERIFY(std::abs(session.heard(i).mixture - expected[static_cast<std::size_t>(session.labelClass(i))]) < 1e-4);
}

void HaystackNeedlesTest::unreadableClipsTakeNoRoom()
{
    HaystackWindow haystack;
    HaystackSession& session = haystack.view.session();
    QStringList files{haystack.shell.makeBrokenFile("broken.wav")};
    for (const char* name : {"a.wav", "b.wav", "c.wav", "d.wav", "e.wav"})
        files << haystack.shell.makeRecording(name, 3);
    haystack.view.addFiles(files); // in 60 s there is room for five
    QCOMPARE(session.hidden(), 5);
    session.setHidden(5, true); // so that it is not known yet that one of the six cannot be read
    QVERIFY(QTest::qWaitFor([&] { return session.answer() && session.answer()->exact; }, 60000));
    QCOMPARE(session.hidden(), 6);
    QCOMPARE(session.mixed(), 5);
    QVERIFY2(session.error().isEmpty(), qPrintable(session.error()));
    QVERIFY(session.clipError(0).contains("broken.wav"));
    for (int i = 1; i < 6; ++i)
        QVERIFY(session.heard(i).mixture >= 0 && session.begin(i) >= 0);
    const QString sixth = haystack.shell.makeRecording("f.wav", 3);
    haystack.view.addFiles({sixth}); // there is no room for it
    QVERIFY(!session.needles()[6].hidden);
    session.removeNeedle(1);
    haystack.view.addFiles({haystack.shell.makeRecording("g.wav", 3)}); // there is, although six were ticked
    QVERIFY(session.needles()[6].hidden);
    session.stop();
}

void HaystackNeedlesTest::aNeedleHasARatioOfItsOwn()
{
    HaystackWindow haystack;
    QVERIFY(haystack.waitForExample());
    HaystackSession& session = haystack.view.session();
    session.setCurrent(2);
    HaystackForm* form = haystack.view.form();
    QVERIFY(form->ownRatio()->isVisible());
    form->ownRatio()->click();
    QCOMPARE(*session.needles()[2].ratio, 0.0);
    const auto sliders = form->findChildren<ValueSlider*>();
    sliders[2]->slider()->setValue(sliders[2]->slider()->maximum());
    QCOMPARE(*session.needles()[2].ratio, 40.0);
    QCOMPARE(*session.choice().snrDb, 0.0); // that of the others
    QVERIFY(haystack.waitForExact());
    const std::vector<double> expected = scoredAfresh(session);
    QVERIFY(std::abs(session.heard(2).mixture - expected[static_cast<std::size_t>(session.labelClass(2))]) < 1e-4);
    session.setCurrent(0);
    QVERIFY(!form->ownRatio()->isChecked());
    QCOMPARE(sliders[2]->value(), 0.0);
    session.setCurrent(2);
    QVERIFY(form->ownRatio()->isChecked());
    QCOMPARE(sliders[2]->value(), 40.0);
    QLineEdit* field = sliders[2]->field();
    field->setFocus();
    QTRY_VERIFY(field->hasFocus());
    field->selectAll();
    QTest::keyClicks(field, "12");
    emit session.needlesChanged(); // an answer came
    QCOMPARE(field->text(), QString("12"));
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(*session.needles()[2].ratio, 12.0);
    session.hideOnly(2); // alone it needs none
    QVERIFY(!session.needles()[2].ratio);
    QVERIFY(!form->ownRatio()->isVisible());
    session.stop();
}

void HaystackNeedlesTest::clipsThatCannotBeReadSayItInTheirRow()
{
    HaystackWindow haystack;
    QVERIFY(haystack.waitForOneNeedle());
    HaystackSession& session = haystack.view.session();
    const QString broken = haystack.shell.makeBrokenFile("broken.wav");
    haystack.view.addFiles({broken});
    QVERIFY(haystack.waitForExact());
    QVERIFY(session.heard(0).mixture >= 0); // the others are scored
    QVERIFY(session.heard(6).mixture < 0);
    QCOMPARE(session.begin(6), std::int64_t{-1}); // nor is it on the lane
    const QTreeWidgetItem* item = haystack.view.needles()->list()->topLevelItem(6);
    QVERIFY(item->text(0).startsWith("Unreadable"));
    QVERIFY(item->toolTip(0).contains("broken.wav"));
}

void HaystackNeedlesTest::othersAreHeardWhereNoneCanBeMixed()
{
    HaystackWindow haystack;
    HaystackSession& session = haystack.view.session();
    const QString silent = haystack.shell.path("silent.wav");
    writeWav(silent.toStdU16String(), std::vector<float>(32000));
    haystack.view.addFiles(
        {haystack.shell.makeBrokenFile("broken.wav"), silent, haystack.shell.makeRecording("a.wav", 3)});
    session.setHidden(2, false);
    QVERIFY(QTest::qWaitFor([&] { return session.alone(2) >= 0; }, 60000));
    QVERIFY(session.clipError(0).contains("broken.wav"));
    QVERIFY(session.clipError(1).contains("silent.wav: is silent"));
    QVERIFY(session.clipError(2).isEmpty());
    QVERIFY(session.error().contains("broken.wav"));
    session.setHidden(2, true); // one that is silent does not stop the others
    QVERIFY(haystack.waitForExact());
    QVERIFY(QTest::qWaitFor([&] { return session.heard(2).mixture >= 0; }, 60000));
    QVERIFY(session.heard(1).mixture < 0);
    QVERIFY(haystack.view.needles()->list()->topLevelItem(1)->text(0).startsWith("Silent"));
    HaystackChoice choice = session.choice();
    choice.haystack.kind = niah::HaystackKind::Zero; // where it needs no ratio, it is no needle either
    choice.frames = 3000;
    session.setChoice(choice);
    QVERIFY(haystack.waitForExact());
    QVERIFY(session.heard(2).mixture >= 0 && session.heard(1).mixture < 0 && session.alone(1) < 0);
    QVERIFY(session.clipError(1).contains("is silent"));
}

void HaystackNeedlesTest::choicesOfTheFormAreReadWhole_data()
{
    QTest::addColumn<QString>("code");
    for (const Language& language : languages())
        QTest::newRow(language.code) << QString::fromLatin1(language.code);
}

void HaystackNeedlesTest::choicesOfTheFormAreReadWhole()
{
    QFETCH(QString, code);
    installLanguage(code);
    HaystackForm form;
    form.resize(232, 700);
    form.show();
    for (const QComboBox* combo : form.findChildren<QComboBox*>()) {
        QStyleOptionComboBox option;
        option.initFrom(combo);
        const int room =
            combo->style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, combo).width();
        for (int i = 0; i < combo->count(); ++i) {
            const int needed = combo->fontMetrics().horizontalAdvance(combo->itemText(i));
            QVERIFY2(needed <= room, qPrintable(QString("%1: %2 of %3").arg(combo->itemText(i)).arg(needed).arg(room)));
        }
    }
}

QTEST_MAIN(HaystackNeedlesTest)
#include "haystack_needles_test.moc"
