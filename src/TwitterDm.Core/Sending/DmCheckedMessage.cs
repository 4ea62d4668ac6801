using System.Diagnostics.CodeAnalysis;
using TwitterDm.Media;

namespace TwitterDm.Sending;

/// <summary>A message after its validation: see <see cref="DmClient.CheckMessage"/>.</summary>
public sealed class DmCheckedMessage
{
    internal DmCheckedMessage(DmOutgoingMessage message, MediaFile? file, DmOutgoingMessage? original = null)
    {
        Message = message;
        File = file;
        Original = original ?? message;
    }

    internal DmCheckedMessage(DmOutgoingMessage message, DmException error)
    {
        Message = message;
        Error = error;
    }

    /// <summary>
    /// The message. If it is valid, its empty fields are null, and a reply to an edit or a reaction that is known replies to the message
    /// that this is about.
    /// </summary>
    public DmOutgoingMessage Message { get; }

    /// <summary>The reason that it cannot be sent; null if it is valid.</summary>
    public DmException? Error { get; }

    /// <summary>Whether it can be sent.</summary>
    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsValid => Error is null;

    /// <summary>
    /// The valid message without what only this connection knows, so that another one recognizes it; null if it is not valid.
    /// </summary>
    internal DmOutgoingMessage? Original { get; }

    /// <summary>The attachment as it was inspected; null without a file.</summary>
    internal MediaFile? File { get; }
}
