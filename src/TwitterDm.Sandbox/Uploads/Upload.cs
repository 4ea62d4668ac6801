using System.Globalization;
using TwitterDm.Sandbox.Model;

namespace TwitterDm.Sandbox.Uploads;

/// <summary>An upload. Its methods return the reason why they fail, as the rest of a sentence, or null.</summary>
internal sealed class Upload(long id, Person owner, UploadDeclaration declaration, TimeProvider clock, TimeSpan processingTime)
{
    private const long MaxKept = 8 * 1024 * 1024;

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    private readonly object _gate = new();
    private readonly DateTimeOffset _expiresAt = clock.GetUtcNow() + Lifetime;
    private SegmentBuffer? _segments = new();
    private UploadedFile? _file;
    private bool _isAttached;

    public string IdText { get; } = id.ToString(CultureInfo.InvariantCulture);

    /// <summary>Who uploads it.</summary>
    public Person Owner => owner;

    public UploadDeclaration Declaration => declaration;

    public string Key => Attachment.KeyOf(declaration.Category.Kind, id);

    public DateTimeOffset ExpiresAt => _expiresAt;

    public TimeSpan ExpiresAfter => _expiresAt - clock.GetUtcNow();

    public bool IsExpired => ExpiresAfter <= TimeSpan.Zero;

    /// <summary>The finalized file, or null.</summary>
    public UploadedFile? File
    {
        get
        {
            lock (_gate)
                return _file;
        }
    }

    /// <summary>Whether someone is one of its owners.</summary>
    public bool CanBeUsedBy(Person user) => user == owner || declaration.AdditionalOwners.Contains(user.IdText, StringComparer.Ordinal);

    /// <summary>Adds a segment, or replaces the one with the same number.</summary>
    /// <returns>The error, or null.</returns>
    public string? Append(long number, ReadOnlyMemory<byte> segment)
    {
        lock (_gate)
        {
            if (_segments is null)
                return "was sent after the upload was finalized";
            if (_segments.LengthWith(number, segment.Length) is var bytes && bytes > declaration.TotalBytes)
                return $"exceeds total_bytes: {bytes} instead of {declaration.TotalBytes}";
            _segments.Add(number, segment);
            return null;
        }
    }

    /// <summary>Finalizes the upload. Repeating this has no effect.</summary>
    /// <returns>The error, or null.</returns>
    public string? Complete()
    {
        lock (_gate)
        {
            if (_segments is null)
                return null;
            if (_segments.Gap is { } gap)
                return $"has no segment {gap}";
            if (_segments.Bytes != declaration.TotalBytes)
                return $"has {_segments.Bytes} bytes instead of the {declaration.TotalBytes} in total_bytes";
            var header = MediaHeader.Read(_segments.FirstBytes(MediaHeader.Length));
            var matchesDeclaredType = string.Equals(header.Type, declaration.Type, StringComparison.Ordinal);
            if (declaration.Category.Kind == AttachmentKind.Photo && !matchesDeclaredType)
                return $"is not {declaration.Type}";
            var content = _segments.Bytes <= MaxKept ? _segments.FirstBytes((int)_segments.Bytes) : (ReadOnlyMemory<byte>?)null;
            _file = new UploadedFile(header, clock.GetUtcNow(), matchesDeclaredType, content);
            _segments = null;
            return null;
        }
    }

    /// <summary>The status of the processing, or null before the upload is finalized and for photos.</summary>
    public ProcessingStatus? Processing => declaration.Category.Kind == AttachmentKind.Photo || File is not { } file
        ? null
        : ProcessingStatus.At(clock.GetUtcNow() - file.FinalizedAt, processingTime, file.MatchesDeclaredType);

    /// <summary>Uses the file in a message.</summary>
    /// <returns>The error, or null.</returns>
    public string? Attach()
    {
        if (IsExpired)
            return "has expired";
        if (!declaration.Category.IsForMessages)
            return $"is for posts: its category is {declaration.Category.Name}";
        if (File is null)
            return "is not finalized";
        if (Processing is { State: not ProcessingStatus.Succeeded } processing)
            return $"is not ready: its state is {processing.State}";
        lock (_gate)
        {
            if (_isAttached && !declaration.IsShared)
                return "is already attached to another message and is not shared";
            _isAttached = true;
            return null;
        }
    }

    /// <summary>Creates the attachment of an event.</summary>
    public Attachment ToAttachment(long eventId) =>
        Attachment.OfUpload(declaration.Category.Kind, eventId, id, File?.Header.Width, File?.Header.Height);
}

/// <summary>What a client declares about a file before it uploads it.</summary>
/// <param name="Category">The category.</param>
/// <param name="Type">The media type.</param>
/// <param name="TotalBytes">The size.</param>
/// <param name="IsShared">Whether it can be attached to more than one message.</param>
/// <param name="AdditionalOwners">The ids of other users who can use it.</param>
internal sealed record UploadDeclaration(
    MediaCategory Category,
    string Type,
    long TotalBytes,
    bool IsShared,
    IReadOnlyList<string> AdditionalOwners);

/// <summary>What is kept of a finalized file.</summary>
/// <param name="Header">The type and the dimensions.</param>
/// <param name="FinalizedAt">When the upload was finalized.</param>
/// <param name="MatchesDeclaredType">Whether the content has the declared type.</param>
/// <param name="Content">The content, or null if it is too large to be kept.</param>
internal sealed record UploadedFile(
    MediaHeader Header,
    DateTimeOffset FinalizedAt,
    bool MatchesDeclaredType,
    ReadOnlyMemory<byte>? Content);
