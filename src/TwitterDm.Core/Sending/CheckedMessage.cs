using System.Diagnostics.CodeAnalysis;
using TwitterDm.Media;

namespace TwitterDm.Sending;

/// <summary>A message after its validation.</summary>
/// <param name="Message">The message; if it is valid, empty fields are null.</param>
/// <param name="File">The attachment as it was inspected; null without a file.</param>
/// <param name="Error">Why it cannot be sent; null if it is valid.</param>
internal sealed record CheckedMessage(DmOutgoingMessage Message, MediaFile? File, DmException? Error = null)
{
    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsValid => Error is null;
}

/// <summary>A valid group that does not exist yet.</summary>
/// <param name="Participants">The other participants.</param>
/// <param name="FirstMessage">Its first message.</param>
internal sealed record CheckedGroup(IReadOnlyList<DmUserReference> Participants, CheckedMessage FirstMessage);
