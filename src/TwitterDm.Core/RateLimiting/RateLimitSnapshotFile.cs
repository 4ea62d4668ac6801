using System.Text.Json;
using TwitterDm.Notices;
using TwitterDm.Profiles;
using TwitterDm.Storage;
using TwitterDm.Text;
using TwitterDm.Usage;

namespace TwitterDm.RateLimiting;

/// <summary>
/// The picture of the limits beside a saved profile, for all processes that use the profile. Who reads or writes it has it alone. It is
/// written in place and never flushed: what is lost or torn is told again by the next answers.
/// </summary>
internal sealed class RateLimitSnapshotFile(string path, string account, TimeProvider clock)
{
    private const int MaxFile = 256 * 1024;
    private const int MaxAttempts = 100;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(2);

    // A place that cannot be written is not tried with every request.
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromMinutes(1);

    // What was read or written last: mostly it is still there, and need not be parsed.
    private (byte[] Bytes, RateLimitSnapshotDocument? Limits) _last = ([], null);
    private DateTimeOffset _brokenUntil;
    private bool _wasThere;
    private int _hasTold;

    /// <summary>Where it is.</summary>
    public string Path => path;

    private string Account => account;

    /// <summary>Waits until nobody else has the file.</summary>
    /// <returns>The file; null where it is not to be had: then the process has its own picture.</returns>
    public async ValueTask<Content?> OpenAsync(Operation operation, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var content = TryOpen(operation, out var isHeld);
            if (!isHeld)
                return content;
            await Task.Delay(Pause * (1 + Random.Shared.NextDouble()), clock, cancellationToken).ConfigureAwait(false);
        }

        return null;
    }

    /// <summary>Opens the file if nobody else has it.</summary>
    /// <param name="operation">Who hears that it cannot be used.</param>
    /// <param name="isHeld">Whether somebody else has it.</param>
    public Content? TryOpen(Operation operation, out bool isHeld)
    {
        isHeld = false;
        if (clock.GetUtcNow() < _brokenUntil)
            return null;
        FileStream? file = null;
        try
        {
            if (new FileInfo(path).LinkTarget is not null)
                throw new IOException("it is a link to elsewhere");
            file = new FileStream(path, How(_wasThere));
            _wasThere = true;
            return new(file, this);
        }
        catch (FileNotFoundException)
        {
            // It was removed together with its profile, and does not come back with the next request of a connection that stays.
            _brokenUntil = DateTimeOffset.MaxValue;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            file?.Dispose();
            isHeld = ProfileLock.IsHeld(exception);
            if (!isHeld)
                GiveUp(exception, operation);
        }

        return null;
    }

    private static FileStreamOptions How(bool wasThere)
    {
        var how = new FileStreamOptions
        {
            Mode = wasThere ? FileMode.Open : FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            BufferSize = 0,
        };
        return wasThere ? how : how.ForOwnerOnly();
    }

    private RateLimitSnapshotDocument? Read(FileStream file)
    {
        if (file.Length is 0 or > MaxFile)
            return null;
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        if (!bytes.AsSpan().SequenceEqual(_last.Bytes))
            _last = (bytes, Parse(bytes));
        return _last.Limits;
    }

    private RateLimitSnapshotDocument? Parse(byte[] bytes)
    {
        try
        {
            var read = JsonSerializer.Deserialize(bytes, RateLimitSnapshotJson.Default.RateLimitSnapshotDocument);
            return read?.Format == RateLimitSnapshotDocument.CurrentFormat && string.Equals(read.Account, account, StringComparison.Ordinal) && IsWhole(read) ? read : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // JSON's nulls are not what the types say.
    private static bool IsWhole(RateLimitSnapshotDocument read)
        => read is { Endpoints: not null, Reservations: not null }
        && read.Reservations.All(reservation => reservation is { Process: not null, Endpoint: not null })
        && read.Endpoints.All(endpoint => endpoint is { Endpoint: not null, Windows: not null }
            && endpoint.Windows.All(window => window is not null && Enum.IsDefined(window.Kind)));

    private void GiveUp(Exception exception, Operation operation)
    {
        _brokenUntil = clock.GetUtcNow() + PauseAfterFailure;
        if (operation.Notices is not null && Interlocked.Exchange(ref _hasTold, 1) == 0)
            operation.Verbose($"The rate limits are not shared with other processes: '{VisibleText.Of(path, 200)}' cannot be used: {VisibleText.Of(exception.Message, 300)}");
    }

    /// <summary>The file while nobody else has it.</summary>
    internal sealed class Content(FileStream file, RateLimitSnapshotFile owner) : IDisposable
    {
        /// <summary>What is in it; null where nothing is that can be used.</summary>
        public RateLimitSnapshotDocument? Read { get; } = owner.Read(file);

        /// <summary>Whose limits it is for.</summary>
        public string Account { get; } = owner.Account;

        /// <summary>Replaces what is in it; where that fails, the next answers tell it again.</summary>
        public void Write(RateLimitSnapshotDocument limits)
        {
            try
            {
                var bytes = JsonSerializer.SerializeToUtf8Bytes(limits, RateLimitSnapshotJson.Default.RateLimitSnapshotDocument);
                file.Position = 0;
                file.Write(bytes);
                if (file.Length > bytes.Length)
                    file.SetLength(bytes.Length);
                owner._last = (bytes, limits);
            }
            catch (IOException)
            {
                // A full disk: what is torn counts as empty.
            }
        }

        public void Dispose() => file.Dispose();
    }
}
