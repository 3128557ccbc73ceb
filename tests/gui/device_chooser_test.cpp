#include "app/jobs/gpu_list_job.h"
#include "tests/gui/shell_fixture.h"
#include "ui/analyze/device_chooser.h"
#include "ui/analyze/run_settings_form.h"
#include "ui/style/theme.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QStandardItemModel>

#include <atomic>
#include <future>
#include <memory>

using namespace dass;

namespace {

GpuList twoGpus(std::int64_t freeBytes)
{
    return {{}, {{0, "NVIDIA H100 PCIe", {}, freeBytes, 80'000'000'000}, {1, "Tesla T4", "it is too old", {}, {}}}};
}

// A session whose models say where they were loaded.
class Session
{
public:
    Session() { settings.setRun({}); }

    QTemporaryDir folder;
    Settings settings{folder.filePath(QStringLiteral("settings.ini"))};
    std::atomic<const char*> reason = "";
    AnalyzeSession session{settings, std::make_shared<ModelStore>([this](const auto&, const ModelOptions& options) {
                               auto model = std::make_unique<FakeModel>();
                               model->deviceName = options.device == "auto" ? "cpu" : options.device;
                               model->setWhyCpu(reason.load());
                               return model;
                           })};
};

} // namespace

class DeviceChooserTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { Theme::install(*qApp, ThemeChoice::Light); }
    void offersTheGpusWithTheirFreeMemory();
    void loadsTheModelWhereItIsChosen();
    void saysWhyThereIsNoGpu();
    void asksAgainForFreeMemoryWhenItOpens();
    void isAmongTheRunSettings();
    void waitsForNoDriverThatHangs();
};

void DeviceChooserTest::offersTheGpusWithTheirFreeMemory()
{
    Session s;
    DeviceChooser chooser(s.session, [] { return twoGpus(78'300'000'000); });
    QTRY_COMPARE(chooser.count(), 4);
    QCOMPARE(chooser.itemData(0).toString(), "auto");
    QCOMPARE(chooser.itemText(1), "CPU");
    QVERIFY2(chooser.itemText(2).startsWith("NVIDIA H100 PCIe, 7"), qPrintable(chooser.itemText(2)));
    QVERIFY(chooser.itemText(2).endsWith("GB free"));
    QCOMPARE(chooser.itemText(3), "Tesla T4");
    QCOMPARE(chooser.itemData(3, Qt::ToolTipRole).toString(), "it is too old");
    QVERIFY(!qobject_cast<QStandardItemModel*>(chooser.model())->item(3)->isEnabled());
    QCOMPARE(chooser.currentIndex(), 0);
}

void DeviceChooserTest::loadsTheModelWhereItIsChosen()
{
    Session s;
    DeviceChooser chooser(s.session, [] { return twoGpus(1'000'000'000); });
    QTRY_COMPARE(chooser.count(), 4);
    s.session.setModel(QStringLiteral("fake"));
    QTRY_COMPARE(s.session.model().state(), ModelState::Ready);
    QCOMPARE(chooser.currentText(), "Automatic: CPU");
    chooser.setCurrentIndex(2);
    emit chooser.activated(2);
    QCOMPARE(s.session.runSettings().device, "cuda:0");
    QTRY_COMPARE(s.session.model().state(), ModelState::Ready);
    QCOMPARE(s.session.model().device(), "cuda:0");
    QCOMPARE(chooser.currentIndex(), 2);
}

void DeviceChooserTest::saysWhyThereIsNoGpu()
{
    Session s;
    DeviceChooser chooser(s.session, [] { return GpuList{"the NVIDIA driver is too old", {}}; });
    QTRY_VERIFY(chooser.toolTip().contains("No GPU: the NVIDIA driver is too old"));
    QCOMPARE(chooser.count(), 2);
    s.reason = "the GPU has 0.2 GB of memory free";
    s.session.setModel(QStringLiteral("fake"));
    QTRY_COMPARE(s.session.model().state(), ModelState::Ready);
    QVERIFY(chooser.toolTip().contains("No GPU: the GPU has 0.2 GB of memory free"));
}

void DeviceChooserTest::asksAgainForFreeMemoryWhenItOpens()
{
    Session s;
    const auto free = std::make_shared<std::atomic<std::int64_t>>(3'000'000'000);
    DeviceChooser chooser(s.session, [free] { return twoGpus(*free); });
    chooser.show();
    QTRY_COMPARE(chooser.count(), 4);
    const QString before = chooser.itemText(2);
    *free = 9'000'000'000;
    QTRY_VERIFY((chooser.showPopup(), chooser.itemText(2) != before));
    QVERIFY(chooser.view()->isVisible()); // what is being chosen from stays open
    chooser.hidePopup();
}

// A narrow window has no room for it in its header.
void DeviceChooserTest::isAmongTheRunSettings()
{
    Session s;
    const auto form = std::make_unique<RunSettingsForm>(s.session, nullptr);
    form->show();
    auto* chooser = form->findChild<DeviceChooser*>();
    QVERIFY(chooser && chooser->isVisible());
    QCOMPARE(chooser->accessibleName(), QString("Device"));
    chooser->setCurrentIndex(1);
    emit chooser->activated(1);
    QCOMPARE(s.session.runSettings().device, QString("cpu"));
}

void DeviceChooserTest::waitsForNoDriverThatHangs()
{
    Session s;
    const auto answers = std::make_shared<std::promise<void>>();
    {
        const DeviceChooser chooser(s.session, [answered = answers->get_future().share(), answers] {
            answered.wait();
            return twoGpus(1);
        });
    } // would wait for ever
    answers->set_value();
    QTRY_COMPARE(answers.use_count(), 1L); // its job goes once it has answered
}

QTEST_MAIN(DeviceChooserTest)
#include "device_chooser_test.moc"
