#include "app/haystack/listening_job.h"
#include "app/haystack/mixture_picture.h"
#include "core/niah/scorer.h"
#include "core/niah/sound_source.h"
#include "tests/gui/find_in_window.h"
#include "tests/gui/haystack_window.h"
#include "ui/haystack/builder_panel.h"
#include "ui/haystack/builder_plot.h"
#include "ui/haystack/haystack_form.h"
#include "ui/haystack/needles_panel.h"
#include "ui/haystack/scores_panel.h"
#include "ui/haystack/value_slider.h"
#include "ui/style/studio_style.h"
#include "ui/style/theme.h"
#include "ui/widgets/text_format.h"

#include <QLineEdit>
#include <QMenu>
#include <QSignalSpy>
#include <QSlider>
#include <QTreeWidget>

#include <cmath>

using namespace dass;

namespace {

// The probability of a class as the engine gives it, without any of what the window keeps from one question to the
// next.
double scoredAfresh(const QString& needlePath, const HaystackChoice& choice, std::int64_t label)
{
    const auto model = TaggingModel::load({}, {"cpu", Precision::Fp32, 0});
    const niah::NeedleSound needle =
        niah::needleOf(niah::decodeSamples(needlePath.toStdU16String(), niah::samplesOf(niah::kNeedleFrames), {}));
    niah::HaystackOptions options;
    options.lengths = {niah::haystackFrames(choice.frames, choice.insertion)};
    const niah::Haystack haystack = *niah::Haystack::make(choice.haystack, options, {});
    niah::MixtureSettings settings;
    settings.frames = choice.frames;
    settings.position = choice.position;
    settings.snrDb = choice.snrDb;
    const niah::Mixture mixture(needle, haystack, settings);
    niah::MixtureScorer scorer(*model, {1, 0, {}}, {});
    std::vector<float> logits(static_cast<std::size_t>(model->info().classes));
    scorer.score(std::span(&mixture, 1), choice.pooling, logits);
    return 1 / (1 + std::exp(-static_cast<double>(logits[static_cast<std::size_t>(label)])));
}

} // namespace

// What is built by hand in the Haystack workspace, on real widgets with the bundled model and the sample's sounds.
class HaystackBuilderTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { Theme::install(*qApp, ThemeChoice::Light); }
    void showsTheExampleAtOneClick();
    void answersQuicklyThenExactly();
    void newerQuestionStopsTheOneBefore();
    void needleIsDraggedOnItsLane();
    void needleIsMovedByKeys();
    void valuesAreTypedAndSlid();
    void whatIsNoValueChangesNothing();
    void labelDecidesWhatScoresAreToldOf();
    void anotherNeedleIsProbedWhenChosen();
    void fileWithoutSoundIsTold();
    void pictureIsWhatTheModelGets();
    void mixtureIsWrittenToBeHeard();
    void eventOfAnalyzeBecomesANeedle();
    void analyzesEntriesAreThereOnlyThere();
    void closingTheWindowInTheMiddleIsSafe();
};

void HaystackBuilderTest::showsTheExampleAtOneClick()
{
    HaystackWindow haystack;
    QPushButton* example = haystack.button("Show me an example");
    QVERIFY(example);
    QTest::mouseClick(example, Qt::LeftButton);
    QVERIFY(QTest::qWaitFor([&] { return haystack.view.session().needles().size() == 6; }, 30000));
    haystack.view.session().hideOnly(0);
    QVERIFY(haystack.waitForExact());
    QVERIFY(!example->isVisible());
    QTreeWidget* list = haystack.view.needles()->list();
    QCOMPARE(list->topLevelItemCount(), 6);
    QCOMPARE(list->topLevelItem(0)->text(0), QString("Dog"));

    const HaystackSession& session = haystack.view.session();
    const std::int64_t label = session.labelClass();
    QCOMPARE(session.answer()->model->labels[static_cast<std::size_t>(label)].name, std::string("Dog"));
    const double expected = scoredAfresh(session.needle()->path, session.choice(), label);
    const double shown = static_cast<double>(session.answer()->mixture[static_cast<std::size_t>(label)]);
    QVERIFY2(std::abs(shown - expected) < 1e-4, qPrintable(QString("%1, not %2").arg(shown).arg(expected)));
    QCOMPARE(haystack.view.scores()->probability(), probabilityText(shown));
    QVERIFY(haystack.view.scores()->tags()->topLevelItemCount() >= 12);
    QVERIFY(QTest::qWaitFor([&] { return !session.isProbing(); }, 60000));
    QCOMPARE(session.sweep().size(), std::size_t{10}); // 0.9 is as late as it fits, which 1 is too
}

void HaystackBuilderTest::answersQuicklyThenExactly()
{
    HaystackWindow haystack;
    QVERIFY(haystack.waitForOneNeedle());
    QList<bool> exact;
    connect(&haystack.view.session(), &HaystackSession::answerChanged, &haystack.view, [&] {
        const ProbeAnswer* answer = haystack.view.session().answer();
        if (answer && (exact.isEmpty() || exact.last() != answer->exact))
            exact << answer->exact;
    });
    QVERIFY(haystack.waitForExact());
    QCOMPARE(exact, (QList<bool>{false, true}));
    HaystackChoice choice = haystack.view.session().choice();
    choice.frames = niah::kNeedleFrames; // nothing is quicker than that
    haystack.view.session().setChoice(choice);
    QVERIFY(QTest::qWaitFor([&] { return haystack.view.session().answer()->frames == niah::kNeedleFrames; }, 30000));
    QCOMPARE(haystack.view.session().answer()->mixture, haystack.view.session().answer()->needles[0].alone);
}

void HaystackBuilderTest::newerQuestionStopsTheOneBefore()
{
    HaystackWindow haystack;
    QVERIFY(haystack.waitForOneNeedle());
    QVERIFY(haystack.waitForExact());
    HaystackSession& session = haystack.view.session();
    QList<std::int64_t> exact; // lengths of exact answers
    connect(&session, &HaystackSession::answerChanged, &haystack.view, [&] {
        if (session.answer() && session.answer()->exact && !exact.contains(session.answer()->frames))
            exact << session.answer()->frames;
    });
    HaystackChoice choice = session.choice();
    choice.frames = 180000; // half an hour
    session.setChoice(choice);
    QVERIFY(QTest::qWaitFor(
        [&] { return session.isProbing() && session.progress().stage == ProbeProgress::Stage::Scoring; }, 60000));
    choice.frames = niah::kNeedleFrames;
    session.setChoice(choice);
    QVERIFY(QTest::qWaitFor([&] { return exact.contains(niah::kNeedleFrames); }, 60000));
    QVERIFY(!exact.contains(180000));
}

void HaystackBuilderTest::needleIsDraggedOnItsLane()
{
    HaystackWindow haystack;
    QVERIFY(haystack.waitForOneNeedle());
    QVERIFY(haystack.waitForExact());
    BuilderPlot* plot = haystack.view.builder()->plot();
    const QRect lane = plot->tracks().lane;
    const auto at = [&](double frame) { return QPoint(qRound(plot->scene().xOf(frame, lane)), lane.center().y()); };
    const std::int64_t before = plot->scene().needleBegin();
    QCOMPARE(before, std::int64_t{3000});
    QTest::mousePress(plot, Qt::LeftButton, {}, at(3200));
    QTest::mouseMove(plot, at(2200));
    QTest::mouseMove(plot, at(1200));
    QTest::mouseRelease(plot, Qt::LeftButton, {}, at(1200));
    const double perPixel = 6000.0 / lane.width();
    QVERIFY(std::abs(static_cast<double>(plot->scene().needleBegin()) - 1000) <= 2 * perPixel);
    QCOMPARE(niah::needleStart(6000, haystack.view.session().choice().position), plot->scene().needleBegin());
    QVERIFY(haystack.waitForExact());
    QCOMPARE(haystack.view.session().mixture()->begins()[0], plot->scene().needleBegin());
    QCOMPARE(haystack.view.session().answer()->position, haystack.view.session().choice().position);
    // Far to the right: as late as it fits, which is the position 1.
    QTest::mouseClick(plot, Qt::LeftButton, {}, QPoint(lane.right(), lane.center().y()));
    QCOMPARE(plot->scene().needleBegin(), std::int64_t{6000 - 1024});
    QCOMPARE(haystack.view.session().choice().position, 1.0);
    // A click into the picture says where to listen and moves nothing.
    QTest::mouseClick(plot, Qt::LeftButton, {}, plot->tracks().spectrogram.center());
    QCOMPARE(haystack.view.session().choice().position, 1.0);
    QVERIFY(std::abs(plot->cursorFrame() - 3000) <= 2 * perPixel);
}

void HaystackBuilderTest::needleIsMovedByKeys()
{
    HaystackWindow haystack;
    QVERIFY(haystack.waitForOneNeedle());
    BuilderPlot* plot = haystack.view.builder()->plot();
    plot->setFocus(Qt::TabFocusReason);
    QTest::keyClick(plot, Qt::Key_Home);
    QCOMPARE(haystack.view.session().choice().position, 0.0);
    QTest::keyClick(plot, Qt::Key_Right);
    QCOMPARE(plot->scene().needleBegin(), std::int64_t{60});
    QTest::keyClick(plot, Qt::Key_Right, Qt::ShiftModifier);
    QCOMPARE(plot->scene().needleBegin(), std::int64_t{660});
    QTest::keyClick(plot, Qt::Key_Left);
    QCOMPARE(plot->scene().needleBegin(), std::int64_t{600});
    QTest::keyClick(plot, Qt::Key_End);
    QCOMPARE(haystack.view.session().choice().position, 1.0);
}

void HaystackBuilderTest::valuesAreTypedAndSlid()
{
    HaystackWindow haystack;
    QVERIFY(haystack.waitForOneNeedle());
    const auto sliders = haystack.view.form()->findChildren<ValueSlider*>();
    QCOMPARE(sliders.size(), 3);
    QLineEdit* length = sliders[0]->field();
    length->selectAll();
    QTest::keyClicks(length, "0.5 min");
    QTest::keyClick(length, Qt::Key_Return);
    QCOMPARE(haystack.view.session().choice().frames, std::int64_t{3000});
    QCOMPARE(length->text(), QString("30 s"));
    QLineEdit* ratio = sliders[2]->field();
    ratio->selectAll();
    QTest::keyClicks(ratio, "-5");
    QTest::keyClick(ratio, Qt::Key_Return);
    QCOMPARE(*haystack.view.session().choice().snrDb, -5.0);
    sliders[1]->slider()->setValue(250);
    QCOMPARE(haystack.view.session().choice().position, 0.25);
    sliders[0]->slider()->setValue(sliders[0]->slider()->maximum());
    QCOMPARE(haystack.view.session().choice().frames, std::int64_t{8640000});
    QCOMPARE(length->text(), QString("24 h"));
    haystack.view.session().stop(); // 24 h of noise
}

void HaystackBuilderTest::whatIsNoValueChangesNothing()
{
    HaystackWindow haystack;
    QVERIFY(haystack.waitForOneNeedle());
    const auto sliders = haystack.view.form()->findChildren<ValueSlider*>();
    QLineEdit* length = sliders[0]->field();
    for (const char* text : {"abc", "5 s", "25 h", "-3 min", "1e9 h", ""}) {
        length->selectAll();
        QTest::keyClick(length, Qt::Key_Backspace);
        QTest::keyClicks(length, text);
        QVERIFY2(length->property(styleproperty::kInvalid).toBool(), text);
        QTest::keyClick(length, Qt::Key_Return);
        QCOMPARE(haystack.view.session().choice().frames, std::int64_t{6000});
        QCOMPARE(length->text(), QString("60 s"));
        QVERIFY(!length->property(styleproperty::kInvalid).toBool());
    }
}

void HaystackBuilderTest::labelDecidesWhatScoresAreToldOf()
{
    HaystackWindow haystack;
    HaystackSession& session = haystack.view.session();
    QVERIFY(haystack.waitForOneNeedle());
    const QString dog = session.needles()[0].path;
    while (!session.needles().empty())
        session.removeNeedle(0);
    haystack.view.addFiles({dog}); // without a label: what is heard in it alone
    QVERIFY(haystack.waitForExact());
    const std::vector<float> alone = session.answer()->needles[0].alone;
    const auto top = std::max_element(alone.begin(), alone.end()) - alone.begin();
    QCOMPARE(session.labelClass(), static_cast<std::int64_t>(top));
    QCOMPARE(session.needle()->mids.size(), std::size_t{1});
    session.setLabels(0, {"/m/05tny_"}); // Bark
    QVERIFY(haystack.waitForExact());
    QCOMPARE(session.answer()->model->labels[static_cast<std::size_t>(session.labelClass())].name, std::string("Bark"));
}

void HaystackBuilderTest::anotherNeedleIsProbedWhenChosen()
{
    HaystackWindow haystack;
    QVERIFY(haystack.waitForOneNeedle());
    QVERIFY(haystack.waitForExact());
    QTreeWidget* list = haystack.view.needles()->list();
    list->setCurrentItem(list->topLevelItem(1));
    QCOMPARE(haystack.view.session().current(), 1);
    QVERIFY(haystack.view.session().answer()); // the mixture is the same
    list->topLevelItem(1)->setCheckState(0, Qt::Checked);
    list->topLevelItem(0)->setCheckState(0, Qt::Unchecked);
    QVERIFY(!haystack.view.session().answer());
    QVERIFY(haystack.waitForExact());
    QCOMPARE(haystack.view.session()
                 .answer()
                 ->model->labels[static_cast<std::size_t>(haystack.view.session().labelClass())]
                 .name,
             std::string("Church bell"));
    QVERIFY(!list->topLevelItem(1)->text(1).isEmpty());
}

void HaystackBuilderTest::fileWithoutSoundIsTold()
{
    HaystackWindow haystack;
    haystack.view.addFiles({haystack.shell.makeBrokenFile("broken.wav")});
    QVERIFY(QTest::qWaitFor([&] { return !haystack.view.session().error().isEmpty(); }, 30000));
    QVERIFY(haystack.view.session().error().contains("broken.wav"));
    QVERIFY(!haystack.view.session().isProbing());
}

void HaystackBuilderTest::pictureIsWhatTheModelGets()
{
    const auto needle = std::make_shared<niah::NeedleSound>(niah::needleOf(std::vector<float>(120000, 0.1F)));
    niah::HaystackOptions options;
    options.lengths = {1976, 3000};
    options.keepSamples = true;
    const auto haystack =
        std::make_shared<niah::Haystack>(*niah::Haystack::make({niah::HaystackKind::Pink, {}, 3, {}}, options, {}));
    niah::MixtureSettings settings;
    settings.frames = 3000;
    const HeldMixture held({{needle, 0.5, 3}}, haystack, settings, true);
    const auto picture = drawMixture(held, 0, 3000, 3000, {});
    std::vector<float> frames(3000 * 128);
    held.mixture().read(0, frames);
    QCOMPARE(picture->mel, frames);
    // What is heard: the needle's samples where its frames are, silence after it has ended.
    std::vector<float> sound(3000 * 160);
    held.readSamples(0, sound);
    QCOMPARE(sound[1500 * 160 + 100], 0.1F);
    QCOMPARE(sound[1500 * 160 + 120000 + 5], 0.0F);
    QVERIFY(sound[1500 * 160 - 5] != 0.0F);
    QVERIFY(sound[(1500 + 1024) * 160 + 5] != 0.0F);
    const auto coarse = drawMixture(held, 1000, 2000, 10, {});
    QCOMPARE(coarse->columns, 10);
    QCOMPARE(coarse->greatest.size(), std::size_t{10});
    std::stop_source stopped;
    stopped.request_stop();
    QVERIFY(!drawMixture(held, 0, 3000, 300, stopped.get_token()));
}

void HaystackBuilderTest::mixtureIsWrittenToBeHeard()
{
    HaystackWindow haystack;
    QVERIFY(haystack.waitForOneNeedle());
    QVERIFY(QTest::qWaitFor([&] { return haystack.view.session().mixture() != nullptr; }, 30000));
    const auto mixture = haystack.view.session().mixture();
    const auto file = std::filesystem::path(haystack.shell.path("part.wav").toStdU16String());
    ListeningJob job(mixture, 470000, 510000, file);
    QSignalSpy ended(&job, &ListeningJob::ended);
    job.start();
    QVERIFY(ended.wait(30000));
    QCOMPARE(ended[0][1].value<JobEnd>(), JobEnd::Finished);
    std::vector<float> expected(40000);
    mixture->readSamples(470000, expected);
    const std::vector<float> written = niah::decodeSamples(file, 100000, {});
    QCOMPARE(written.size(), expected.size());
    float peak = 0;
    for (const float sample : expected)
        peak = std::max(peak, std::abs(sample));
    const float scale = peak > 0.98F ? 0.98F / peak : 1;
    for (std::size_t i = 0; i < written.size(); ++i)
        QVERIFY(std::abs(written[i] - expected[i] * scale) < 1e-4F);
}

void HaystackBuilderTest::eventOfAnalyzeBecomesANeedle()
{
    HaystackWindow haystack;
    const QString tone = haystack.shell.makeRecording("tone.wav", 30);
    haystack.view.addEvent(tone, 16000, 16000 * 25, {"/m/0bt9lr", "Dog"});
    QVERIFY(QTest::qWaitFor([&] { return haystack.view.session().needles().size() == 1; }, 30000));
    const NeedleClip clip = haystack.view.session().needles()[0];
    QCOMPARE(clip.mids, (std::vector<std::string>{"/m/0bt9lr"}));
    QCOMPARE(clip.name, QString("Dog 00:00:01"));
    const std::vector<float> cut = niah::decodeSamples(clip.path.toStdU16String(), 400000, {});
    const std::vector<float> whole = niah::decodeSamples(tone.toStdU16String(), 600000, {});
    QCOMPARE(static_cast<std::int64_t>(cut.size()), niah::samplesOf(niah::kNeedleFrames)); // of 24 s
    for (std::size_t i = 0; i < cut.size(); i += 101)
        QVERIFY(std::abs(cut[i] - whole[16000 + i]) < 1e-4F);
}

void HaystackBuilderTest::analyzesEntriesAreThereOnlyThere()
{
    HaystackWindow haystack;
    QVERIFY(haystack.activated);
    QAction* zoom = actionNamed(haystack.window, "Zoom in");
    QAction* example = actionNamed(haystack.window, "Show an example");
    QVERIFY(zoom && example);
    QVERIFY(!zoom->isVisible());
    QVERIFY(!zoom->isEnabled());
    QVERIFY(haystack.view.menu()->menuAction()->isVisible());
    haystack.shell.session->open({haystack.shell.makeRecording("tone.wav", 3)});
    QVERIFY(QTest::qWaitFor([&] { return haystack.shell.session->current() != nullptr; }, 30000));
    QVERIFY(!zoom->isEnabled()); // although a recording is open
    QTest::keyClick(&haystack.window, Qt::Key_1, Qt::ControlModifier);
    QVERIFY(!haystack.view.isVisible());
    QVERIFY(zoom->isVisible() && zoom->isEnabled());
    QVERIFY(!haystack.view.menu()->menuAction()->isVisible());
    QTest::keyClick(&haystack.window, Qt::Key_2, Qt::ControlModifier);
    QVERIFY(haystack.view.isVisible());
}

void HaystackBuilderTest::closingTheWindowInTheMiddleIsSafe()
{
    HaystackWindow haystack;
    QVERIFY(haystack.waitForOneNeedle());
    HaystackChoice choice = haystack.view.session().choice();
    choice.frames = 360000; // an hour: it cannot be ready
    haystack.view.session().setChoice(choice);
    QVERIFY(QTest::qWaitFor([&] { return haystack.view.session().answer() != nullptr; }, 30000));
    haystack.window.close();
}

QTEST_MAIN(HaystackBuilderTest)
#include "haystack_builder_test.moc"
