using System.Collections.Concurrent;
using Microsoft.Identity.Client.Extensions.Msal;
using TwitterDm.Storage;

namespace TwitterDm.Profiles;

/// <summary>
/// A lock that the threads of a process and the processes of a machine share. Between processes it is Extensions.Msal's, an open file that
/// the system closes with its process: a killed process releases it, and a leftover file does not block others. It blocks a thread and
/// cannot be cancelled, so each call makes only one attempt.
/// </summary>
internal static class ProfileLock
{
    /// <summary>How long to wait for it: longer than a slow refresh with its retries.</summary>
    public static readonly TimeSpan DefaultPatience = TimeSpan.FromSeconds(120);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    // By the lock's path. The semaphore of each profile that this process has used is kept; there are few.
    private static readonly ConcurrentDictionary<string, SemaphoreSlim> Gates = new(StringComparer.Ordinal);

    /// <summary>Waits for the lock.</summary>
    /// <exception cref="DmException">It did not become free in that time, or its file cannot be created.</exception>
    public static async Task<IDisposable> TakeAsync(string path, TimeSpan patience, TimeProvider clock, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        var gate = Gates.GetOrAdd(path, static _ => new SemaphoreSlim(1, 1));
        if (!await gate.WaitAsync(patience, cancellationToken).ConfigureAwait(false))
            throw ProfileErrors.Locked(path, patience);
        try
        {
            while (true)
            {
                if (TryTake(path) is { } file)
                    return new Holder(Effective(file, path), gate);
                if (clock.GetElapsedTime(started) > patience)
                    throw ProfileErrors.Locked(path, patience);

                // Random, so that several waiting processes do not retry at the same time.
                await Task.Delay(Pause * (1 + Random.Shared.NextDouble()), clock, cancellationToken).ConfigureAwait(false);
            }
        }
        catch
        {
            gate.Release();
            throw;
        }
    }

    private static CrossPlatLock? TryTake(string path)
    {
        try
        {
            return new CrossPlatLock(path, lockFileRetryDelay: 0, lockFileRetryCount: 1);
        }
        catch (Exception exception) when (exception is InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            var cause = exception.InnerException ?? exception;
            return FileLocking.IsHeld(cause) ? null : throw ProfileErrors.Unwritable(path, cause);
        }
    }

    // On a few file systems, and with DOTNET_SYSTEM_IO_DISABLEFILELOCKING, an open file is not locked, and nothing reports it: two
    // processes would spend one refresh token. So opening the file a second time has to fail.
    private static CrossPlatLock Effective(CrossPlatLock held, string path)
    {
        try
        {
            using (File.Open(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
                held.Dispose();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return held;
        }

        throw ProfileErrors.UnsafeFolder(
            Path.GetDirectoryName(path)!,
            "files cannot be locked there, so two processes could spend the same refresh token",
            $"Set {ProfileFolder.Variable} to a folder on a local disk, and do not set DOTNET_SYSTEM_IO_DISABLEFILELOCKING.");
    }

    private sealed class Holder(CrossPlatLock file, SemaphoreSlim gate) : IDisposable
    {
        private int _isReleased;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isReleased, 1) != 0)
                return;
            file.Dispose();
            gate.Release();
        }
    }
}
