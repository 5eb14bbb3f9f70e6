"""The consolidated list of EU financial sanctions."""
