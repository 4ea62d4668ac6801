using System.Globalization;
using TwitterDm.Sandbox.World;

namespace TwitterDm.Sandbox.Uploads;

/// <summary>One file on its way to X, and what is known of it when it has arrived. What is refused is refused with a sentence's rest.</summary>
internal sealed class Upload(long id, Person owner, UploadPlan plan, SandboxOptions options)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    private readonly object _gate = new();
    private readonly DateTimeOffset _expiresAt = options.Clock.GetUtcNow() + Lifetime;
    private Segments? _segments = new();
    private UploadedFile? _file;
    private bool _isAttached;

    public string IdText { get; } = id.ToString(CultureInfo.InvariantCulture);

    public Person Owner => owner;

    public UploadPlan Plan => plan;

    public string Key => Attachment.KeyOf(plan.Category.Kind, id);

    public DateTimeOffset ExpiresAt => _expiresAt;

    public TimeSpan ExpiresAfter => _expiresAt - options.Clock.GetUtcNow();

    public bool IsExpired => ExpiresAfter <= TimeSpan.Zero;

    /// <summary>The file, once it is complete.</summary>
    public UploadedFile? File
    {
        get
        {
            lock (_gate)
                return _file;
        }
    }

    /// <summary>Takes a piece; a piece of the same number takes its place.</summary>
    /// <returns>Why not; null where it was taken.</returns>
    public string? Append(long number, ReadOnlyMemory<byte> piece)
    {
        lock (_gate)
        {
            if (_segments is null)
                return "comes after the upload was finalized";
            if (_segments.BytesWith(number, piece.Length) is var bytes && bytes > plan.TotalBytes)
                return $"makes {bytes} bytes, and total_bytes is {plan.TotalBytes}";
            _segments.Put(number, piece);
            return null;
        }
    }

    /// <summary>Ends the upload. To end it again changes nothing.</summary>
    /// <returns>Why not; null where it is complete.</returns>
    public string? Finish()
    {
        lock (_gate)
        {
            if (_segments is null)
                return null;
            if (_segments.Gap is { } gap)
                return $"lacks the segment {gap}";
            if (_segments.Bytes != plan.TotalBytes)
                return $"has {_segments.Bytes} bytes, and total_bytes is {plan.TotalBytes}";
            var header = MediaHeader.Read(_segments.Head(MediaHeader.Length));
            var isWhatItSays = string.Equals(header.Type, plan.Type, StringComparison.Ordinal);
            if (plan.Category.Kind == AttachmentKind.Photo && !isWhatItSays)
                return $"is no {plan.Type}";
            _file = new UploadedFile(header, options.Clock.GetUtcNow(), isWhatItSays);
            _segments = null;
            return null;
        }
    }

    /// <summary>How far its processing is; null for what needs none, and before it is complete.</summary>
    public Processing? Processing => plan.Category.Kind == AttachmentKind.Photo || File is not { } file
        ? null
        : Uploads.Processing.At(options.Clock.GetUtcNow() - file.FinishedAt, options.MediaProcessing, file.IsWhatItSays);

    /// <summary>Uses the file in a message.</summary>
    /// <returns>Why not; null where it is used.</returns>
    public string? Attach()
    {
        if (IsExpired)
            return "has expired";
        if (!plan.Category.IsForMessages)
            return $"is for posts: its category is {plan.Category.Name}";
        if (File is null)
            return "is not finalized";
        if (Processing is { State: not Uploads.Processing.Succeeded } processing)
            return $"is not ready: its state is {processing.State}";
        lock (_gate)
        {
            if (_isAttached && !plan.IsShared)
                return "is attached to a message already, and is not shared";
            _isAttached = true;
            return null;
        }
    }

    /// <summary>The file as the attachment of an event.</summary>
    public Attachment ToAttachment(long eventId) =>
        Attachment.OfUpload(plan.Category.Kind, eventId, id, File?.Header.Width, File?.Header.Height);
}
