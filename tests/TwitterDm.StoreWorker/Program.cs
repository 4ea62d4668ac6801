using TwitterDm.Profiles;
using TwitterDm.StoreWorker;

// Usage: FOLDER KEYRING NAME count N | write | hold | save | save-chat-key | tour | read
var (folder, ring, name, task) = (args[0], args[1], args[2], args[3]);
var store = Profiles().Open(name);
switch (task)
{
    case "count":
        for (var left = int.Parse(args[4], System.Globalization.CultureInfo.InvariantCulture); left > 0; left--)
        {
            using var held = await store.LockAsync(CancellationToken.None);
            var number = TestProfiles.NumberOf(held.Profile);
            await held.CheckWritableAsync(CancellationToken.None);
            await held.WriteAsync(TestProfiles.Numbered(number + 1), CancellationToken.None);
        }

        break;
    case "write":
        while (true)
        {
            using var held = await store.LockAsync(CancellationToken.None);
            var number = TestProfiles.NumberOf(held.Profile);
            await held.WriteAsync(TestProfiles.Numbered(number + 1), CancellationToken.None);
            await Console.Out.WriteLineAsync($"{number + 1}");
        }

    case "hold":
        using (await store.LockAsync(CancellationToken.None))
        {
            await Console.Out.WriteLineAsync("held");
            await Console.In.ReadToEndAsync();
        }

        break;
    case "save":
        await store.WriteAsync(TestProfiles.Numbered(1), CancellationToken.None);
        await Profiles().Open(name + "-2").WriteAsync(TestProfiles.Numbered(1), CancellationToken.None);
        break;
    case "save-chat-key":
        await store.WriteAsync(TestProfiles.Numbered(1), CancellationToken.None);
        await store.WriteAsync(TestProfiles.Numbered(2) with { ChatKey = new byte[64] }, CancellationToken.None);
        await Profiles().Open(name + "-2").WriteAsync(TestProfiles.Numbered(1) with { ChatKey = new byte[64] }, CancellationToken.None);
        break;
    case "tour":
        await KeyTour.RunAsync(Profiles, name);
        break;
    case "read":
        await Reading.RunAsync(Profiles(), name);
        break;
    default:
        throw new InvalidOperationException($"There is no task '{task}'.");
}

FileProfileDirectory Profiles() => new(folder, new ConsoleNotices(), keys: KeyRings.Named(ring, folder));
