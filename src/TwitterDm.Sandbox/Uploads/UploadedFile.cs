namespace TwitterDm.Sandbox.Uploads;

/// <summary>What is kept of a file that is complete: its bytes are not.</summary>
/// <param name="Header">What its first bytes tell.</param>
/// <param name="FinishedAt">When it was complete.</param>
/// <param name="IsWhatItSays">Whether its content is of the type that it was announced with.</param>
internal sealed record UploadedFile(MediaHeader Header, DateTimeOffset FinishedAt, bool IsWhatItSays);
