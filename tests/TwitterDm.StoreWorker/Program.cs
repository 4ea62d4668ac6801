using TwitterDm.Auth.Store;
using TwitterDm.StoreWorker;

// Usage: FOLDER KEYRING NAME count N | write | hold | save NUMBER | read
var (folder, ring, name, task) = (args[0], args[1], args[2], args[3]);
var store = new ProfileStore(folder, new ConsoleNotices(), keys: KeyRings.Named(ring, folder)).Open(name);
switch (task)
{
    case "count":
        for (var left = int.Parse(args[4], System.Globalization.CultureInfo.InvariantCulture); left > 0; left--)
        {
            using var held = await store.LockAsync(CancellationToken.None);
            var number = TestProfiles.NumberOf(await store.ReadAsync(CancellationToken.None));
            await store.CheckWritableAsync(CancellationToken.None);
            await store.WriteAsync(TestProfiles.Numbered(number + 1), CancellationToken.None);
        }

        break;
    case "write":
        while (true)
        {
            using var held = await store.LockAsync(CancellationToken.None);
            var number = TestProfiles.NumberOf(await store.ReadAsync(CancellationToken.None));
            await store.WriteAsync(TestProfiles.Numbered(number + 1), CancellationToken.None);
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
        await store.WriteAsync(TestProfiles.Numbered(int.Parse(args[4], System.Globalization.CultureInfo.InvariantCulture)), CancellationToken.None);
        break;
    case "read":
        await Console.Out.WriteLineAsync($"{TestProfiles.NumberOf(await store.ReadAsync(CancellationToken.None))}");
        break;
    default:
        throw new InvalidOperationException($"There is no task '{task}'.");
}
