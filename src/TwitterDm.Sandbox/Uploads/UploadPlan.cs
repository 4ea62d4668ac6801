namespace TwitterDm.Sandbox.Uploads;

/// <summary>What a client says about a file before it comes.</summary>
/// <param name="Category">What it is for.</param>
/// <param name="Type">Its type.</param>
/// <param name="TotalBytes">Its size.</param>
/// <param name="IsShared">Whether it may be attached to more than one message.</param>
internal sealed record UploadPlan(MediaCategory Category, string Type, long TotalBytes, bool IsShared);
