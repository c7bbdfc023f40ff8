//@ compiles
fn find(grid: &[Vec<String>], wanted: &str) -> Option<String> {
    let found = 'search: {
        for row in grid {
            for cell in row {
                if cell == wanted {
                    break 'search Some(cell.clone());
                }
            }
        }
        None
    };
    found
}

fn main() {
    let grid = vec![vec!["a".to_string()], vec!["b".to_string()]];
    println!("{:?}", find(&grid, "b"));
}
