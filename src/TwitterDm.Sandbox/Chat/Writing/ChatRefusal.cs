namespace TwitterDm.Sandbox.Chat.Writing;

/// <summary>How a sandbox refuses X Chat messages for one of X's reasons, such as an older key version. X may do either.</summary>
public enum ChatRefusal
{
    /// <summary>With the status 201 and an event that contains the reason.</summary>
    FailureEvent,

    /// <summary>With a status of 400 or 403, and a problem whose detail begins with X's name of the reason.</summary>
    Problem,
}
