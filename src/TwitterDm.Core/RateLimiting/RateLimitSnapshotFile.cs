using System.Text.Json;
using TwitterDm.Notices;
using TwitterDm.Storage;
using TwitterDm.Text;

namespace TwitterDm.RateLimiting;

/// <summary>
/// The snapshot of the limits beside a saved profile, for all processes that use the profile. One process at a time has it open. It is
/// written in place and never flushed: what is lost or torn is reported again by the next responses.
/// </summary>
internal sealed class RateLimitSnapshotFile(string path, string account, TimeProvider clock)
{
    private const int MaxFile = 256 * 1024;
    private const int MaxAttempts = 100;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(2);

    // A location that cannot be written is not retried with every request.
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromMinutes(1);

    // The content that was last read or written: usually it is unchanged, and need not be parsed again.
    private (byte[] Bytes, RateLimitSnapshotDocument? Document) _last = ([], null);
    private DateTimeOffset _unusableUntil;
    private bool _wasThere;
    private int _hasWarned;

    public string Path => path;

    private string Account => account;

    /// <summary>Waits until no other process has the file open.</summary>
    /// <returns>The open file; null if it is unusable, in which case the process relies on what it knows itself.</returns>
    public async ValueTask<Content?> OpenAsync(INoticeSink? notices, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var content = TryOpen(notices, out var isHeld);
            if (!isHeld)
                return content;
            await Task.Delay(Pause * (1 + Random.Shared.NextDouble()), clock, cancellationToken).ConfigureAwait(false);
        }

        return null;
    }

    /// <summary>Opens the file if no other process has it open.</summary>
    /// <param name="notices">Receives the reason why it is unusable; null to discard it.</param>
    /// <param name="isHeld">Whether another process has it open.</param>
    public Content? TryOpen(INoticeSink? notices, out bool isHeld)
    {
        isHeld = false;
        if (clock.GetUtcNow() < _unusableUntil)
            return null;
        FileStream? file = null;
        try
        {
            if (new FileInfo(path).LinkTarget is not null)
                throw new IOException("it is a link to another location");
            file = RegularFile.OpenExclusive(path, create: !_wasThere);
            _wasThere = true;
            return new(file, this);
        }
        catch (FileNotFoundException)
        {
            // It was removed with its profile, and a connection that is still open does not recreate it.
            _unusableUntil = DateTimeOffset.MaxValue;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            file?.Dispose();
            isHeld = FileLocking.IsHeld(exception);
            if (!isHeld)
                GiveUp(exception, notices);
        }

        return null;
    }

    private RateLimitSnapshotDocument? Read(FileStream file)
    {
        if (file.Length is 0 or > MaxFile)
            return null;
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        if (!bytes.AsSpan().SequenceEqual(_last.Bytes))
            _last = (bytes, Parse(bytes));
        return _last.Document;
    }

    private RateLimitSnapshotDocument? Parse(byte[] bytes)
    {
        try
        {
            var read = JsonSerializer.Deserialize(bytes, RateLimitSnapshotJson.Default.RateLimitSnapshotDocument);
            return read?.Format == RateLimitSnapshotDocument.CurrentFormat
                && string.Equals(read.Account, account, StringComparison.Ordinal)
                && read.IsWhole
                ? read
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private void GiveUp(Exception exception, INoticeSink? notices)
    {
        _unusableUntil = clock.GetUtcNow() + PauseAfterFailure;
        if (notices is not null && Interlocked.Exchange(ref _hasWarned, 1) == 0)
        {
            notices.Verbose(
                $"The rate limits are not shared with other processes: '{VisibleText.Of(path, 200)}' cannot be used: {ExceptionText.OfFile(exception)}.");
        }
    }

    /// <summary>The open file; no other process can open it before it is disposed.</summary>
    internal sealed class Content(FileStream file, RateLimitSnapshotFile owner) : IDisposable
    {
        /// <summary>The content of the file; null if it is not a snapshot of this account.</summary>
        public RateLimitSnapshotDocument? Document { get; } = owner.Read(file);

        /// <summary>The account whose limits it holds, as a hash.</summary>
        public string Account { get; } = owner.Account;

        /// <summary>Replaces the content of the file; if that fails, the next responses report it again.</summary>
        public void Write(RateLimitSnapshotDocument document)
        {
            try
            {
                var bytes = JsonSerializer.SerializeToUtf8Bytes(document, RateLimitSnapshotJson.Default.RateLimitSnapshotDocument);
                file.Position = 0;
                file.Write(bytes);
                if (file.Length > bytes.Length)
                    file.SetLength(bytes.Length);
                owner._last = (bytes, document);
            }
            catch (IOException)
            {
                // The disk is full: a torn file counts as empty.
            }
        }

        public void Dispose() => file.Dispose();
    }
}
