"""公文报表: papers and tables that leave the house."""
