#include "app/distill/job_checks.h"
#include "core/distill/spec.h"
#include "tests/gui/distill_fixture.h"
#include "ui/distill/job_form.h"
#include "ui/distill/new_job_page.h"
#include "ui/style/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QFileDialog>
#include <QLineEdit>
#include <QLocale>
#include <QScopeGuard>
#include <QSpinBox>
#include <QToolButton>

#include <algorithm>
#include <cmath>

using namespace dass;

// What a person says of teachers and numbers in the form is what the job gets, or a problem.
class DistillTeachersTest : public QObject, protected DistillFixture
{
    Q_OBJECT
private slots:
    void initTestCase() { Theme::install(*qApp, ThemeChoice::Light); }
    void init() { open(); }
    void cleanup() { close(); }
    void refusesWhatIsNoNumber();
    void evaluatesAStoredTeacher();
    void aFieldThatIsGoneTakesNoFile();
    void asksForTrustInAProgram();
    void warnsOfClipsThatNobodyLabels();
    void countsWhatIsHeldInMemory();
    void dropsWhatTheNetworkDoes();

private:
    NewJobPage& page() const { return *view().newJobPage(); }
    const JobDraft& draft() const { return page().form()->draft(); }
    JobDraft::Teacher teacher() const { return draft().teachers().at(0); }
    nlohmann::json teacherText() const { return nlohmann::json::parse(draft().text())["teachers"][0]; }
    QString toyFile(const char* name) const { return m_shell->path(QLatin1String(name)); }

    // Starts the form anew, and waits for its checks.
    const JobReport& checked(const JobDraft& draft)
    {
        QSignalSpy checked(&page(), &NewJobPage::checked);
        page().begin(m_shell->path("runs"), draft, "run");
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete); // rows that were there before
        if (checked.isEmpty())
            checked.wait(kPatience);
        return page().report();
    }

    // Does something to the form, and waits for its checks.
    template <class Action>
    const JobReport& after(Action action)
    {
        QSignalSpy checked(&page(), &NewJobPage::checked);
        action();
        checked.wait(kPatience);
        return page().report();
    }

    const JobReport& type(QLineEdit* edit, const QString& text)
    {
        return after([&] {
            edit->selectAll();
            QTest::keyClicks(edit, text);
        });
    }

    template <class Control>
    Control* control(const QString& name) const
    {
        for (auto* found : page().form()->findChildren<Control*>())
            if (found->accessibleName() == name)
                return found;
        return nullptr;
    }

    static QString wordsOf(const JobReport& report, JobCheck::State state, const QString& field)
    {
        QStringList words;
        for (const JobCheck& check : report.checks)
            if (check.state == state && check.field == field)
                words << check.words;
        return words.join('\n');
    }

    bool canStart() const { return button(page(), "Start training")->isEnabled(); }
};

void DistillTeachersTest::refusesWhatIsNoNumber()
{
    const QLocale before;
    const auto restore = qScopeGuard([&] { QLocale::setDefault(before); });
    QLocale::setDefault(QLocale(QLocale::German));
    actions().newJob->trigger(); // shows the page
    checked(toyDraft(2));
    QVERIFY(canStart());
    auto* weight = control<QLineEdit>("Distillation weight");
    QVERIFY(weight);
    QCOMPARE(weight->text(), QStringLiteral("0,5"));
    for (const char* wrong : {"zwei", "7", "0,5,5"}) {
        const QString words = wordsOf(type(weight, wrong), JobCheck::State::Problem, "/loss/kd_weight");
        QVERIFY2(words.contains(QLatin1String(wrong)), qPrintable(words));
        QVERIFY(!canStart() && !button(page(), "Save spec…")->isEnabled());
        QCOMPARE(draft().value("/loss/kd_weight").toDouble(), 0.5);
    }
    for (const char* right : {"0,25", "0.75"}) {
        QCOMPARE(type(weight, right).count(JobCheck::State::Problem), 0);
        QVERIFY(canStart() && button(page(), "Save spec…")->isEnabled());
        QCOMPARE(draft().value("/loss/kd_weight").toDouble(), QLatin1String(right) == "0,25" ? 0.25 : 0.75);
    }
    auto* share = control<QLineEdit>("Weight of the teacher");
    QVERIFY(share);
    QCOMPARE(type(share, "0,5").count(JobCheck::State::Problem), 0);
    QCOMPARE(teacher().weight, 0.5);
    QVERIFY(!wordsOf(type(share, "viel"), JobCheck::State::Problem, "/teachers").isEmpty());
    QCOMPARE(teacher().weight, 0.5);
    QVERIFY(!canStart());
}

void DistillTeachersTest::evaluatesAStoredTeacher()
{
    const std::vector<JobPreset> presets = jobPresets();
    const auto preset = std::ranges::find_if(presets, [](const JobPreset& one) { // of one list that holds both parts
        const auto teachers = one.draft.teachers();
        return one.draft.value("/data/split_column").isValid() && teachers.size() == 1 &&
               teachers[0].kind == "stored" && teachers[0].weight > 0;
    });
    QVERIFY(preset != presets.end());
    checked(preset->draft);
    auto* file = control<QLineEdit>("File of the teacher");
    auto* eval = control<QLineEdit>("Outputs for the evaluation list");
    QVERIFY(file && eval && eval->isVisibleTo(&page()));
    file->setText(toyFile("teacher.npy"));
    QCOMPARE(eval->text(), toyFile("teacher.npy"));
    QCOMPARE(teacherText()["eval_path"].get<std::string>(), toyFile("teacher.npy").toStdString());
    eval->setText(toyFile("other.npy"));
    file->setText(toyFile("third.npy"));
    QCOMPARE(teacher().path, toyFile("third.npy"));
    QCOMPARE(teacher().evalPath, toyFile("other.npy"));

    checked(toyDraft(2)); // like a run that is duplicated
    control<QLineEdit>("File of the teacher")->setText(toyFile("third.npy"));
    QCOMPARE(teacher().evalPath, toyFile("teacher.npy"));
}

// The dialog for a teacher's file is still open when the form begins anew.
void DistillTeachersTest::aFieldThatIsGoneTakesNoFile()
{
    for (const bool anew : {false, true}) {
        checked(toyDraft(2));
        auto* browse = control<QToolButton>("Choose the teacher’s file");
        QVERIFY(browse);
        browse->click();
        auto* dialog = page().form()->findChild<QFileDialog*>();
        QVERIFY(dialog && dialog->isVisible());
        if (anew)
            checked(toyDraft(3));
        emit dialog->fileSelected(toyFile("third.npy"));
        QCOMPARE(teacher().path, toyFile(anew ? "teacher.npy" : "third.npy"));
        dialog->reject();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
}

void DistillTeachersTest::asksForTrustInAProgram()
{
    JobDraft job = toyDraft(2);
    QFile module(toyFile("module.pt"));
    QVERIFY(module.open(QIODevice::WriteOnly));
    module.write("PK"); // as an archive begins; nobody opens it
    module.close();
    job.setTeachers({{"torchscript", module.fileName(), 1}});
    QVERIFY(!wordsOf(checked(job), JobCheck::State::Open, "/teachers").isEmpty());
    QVERIFY(!canStart());
    auto* trusted = page().form()->findChild<QCheckBox*>("teacherTrust");
    QVERIFY(trusted && trusted->isVisibleTo(&page()));
    QCOMPARE(after([&] { trusted->click(); }).count(JobCheck::State::Problem), 0);
    QCOMPARE(page().report().count(JobCheck::State::Open), 0);
    QVERIFY(canStart());
    QVERIFY((teacherText() == nlohmann::json{{"kind", "torchscript"},
                                             {"path", toyFile("module.pt").toStdString()},
                                             {"trusted", true},
                                             {"input", "spectrogram"},
                                             {"weight", 1}}));
    auto* input = control<QComboBox>("What the teacher hears");
    auto* rate = control<QSpinBox>("Sample rate that the teacher hears");
    QVERIFY(input && rate && !rate->isEnabled());
    input->setCurrentIndex(input->findData("waveform"));
    QVERIFY(rate->isEnabled());
    QCOMPARE(after([&] { rate->setValue(32'000); }).count(JobCheck::State::Problem), 0);
    QVERIFY(teacherText()["sample_rate"] == 32'000);
    QVERIFY(JobDraft::read(draft().text()).teachers() == draft().teachers()); // like a run that is duplicated
    control<QLineEdit>("File of the teacher")->setText(toyFile("clips.csv")); // which was not spoken of
    QVERIFY(!teacher().isTrusted && !trusted->isChecked());
    QCOMPARE(teacher().sampleRate, 32'000);
}

void DistillTeachersTest::warnsOfClipsThatNobodyLabels()
{
    JobDraft job = toyDraft(2);
    const QString outputs = toyFile("teacher.npy");
    QFile list(toyFile("unlabelled.csv"));
    QVERIFY(list.open(QIODevice::WriteOnly));
    list.write("path\nclip-0-0.wav\nclip-1-0.wav\n");
    list.close();
    QCOMPARE(wordsOf(checked(job), JobCheck::State::Warning, "/data/eval"), QString());
    job.setValue("/data/eval", list.fileName());
    QVERIFY(!wordsOf(checked(job), JobCheck::State::Warning, "/data/eval").isEmpty());
    job.setValue("/data/labels_from_teacher", 0.3);
    QCOMPARE(wordsOf(checked(job), JobCheck::State::Warning, "/data/eval"), QString()); // there are outputs
    QCOMPARE(wordsOf(checked(job), JobCheck::State::Warning, "/teachers"), QString());
    job.setTeachers({{"stored", outputs, 1}});
    QVERIFY(!wordsOf(checked(job), JobCheck::State::Warning, "/teachers").isEmpty());
    QCOMPARE(page().report().count(JobCheck::State::Problem), 0); // it can be started
}

void DistillTeachersTest::countsWhatIsHeldInMemory()
{
    JobDraft job = toyDraft(2);
    const std::int64_t plain = checked(job).cost.memoryBytes;
    QVERIFY2(plain > 0 && plain < 450'000'000, qPrintable(QString::number(plain))); // few clips fill no cache
    QFile large(toyFile("large.pt"));
    QVERIFY(large.open(QIODevice::WriteOnly) && large.resize(1'000'000'000));
    JobDraft::Teacher live{"torchscript", large.fileName(), 1};
    live.isTrusted = true;
    job.setTeachers({live});
    QVERIFY(checked(job).cost.memoryBytes - plain > 1'000'000'000);

    JobDraft ast = toyDraft(2);
    ast.setNetwork("ast", "tiny");
    QVERIFY(checked(ast).cost.memoryBytes > 400'000'000);
    const distill::AstSize tiny{192, 12, 3};
    const auto clip = static_cast<double>(trainingBytes(tiny, 1024, 2) - trainingBytes(tiny, 1024, 1));
    QVERIFY(std::abs(clip / 188e6 - 1) < 0.03); // as measured
}

void DistillTeachersTest::dropsWhatTheNetworkDoes()
{
    JobDraft job;
    const auto dropped = [&](const char* arch, const char* size) {
        job.setNetwork(QLatin1String(arch), QLatin1String(size));
        return job.value("/student/drop_path").toDouble();
    };
    dropped("ast", "tiny");
    QCOMPARE(dropped("dass", "small"), 0.2);
    QCOMPARE(dropped("dass", "medium"), 0.3);
    QCOMPARE(dropped("dass", "nano"), 0.1);
    QCOMPARE(dropped("ast", "base"), 0.0);
    QCOMPARE(dropped("dass", "medium"), 0.3);
    job.setValue("/student/drop_path", 0.05); // somebody's own
    QCOMPARE(dropped("dass", "small"), 0.05);
    for (const JobPreset& preset : jobPresets()) // as the program has them
        if (preset.draft.size() == "nano" && preset.draft.value("/data/split_column").isValid())
            QCOMPARE(preset.draft.value("/student/drop_path").toDouble(), 0.0);
}

QTEST_MAIN(DistillTeachersTest)
#include "distill_teachers_test.moc"
