//@ compiles
fn find(rows: &[Vec<i32>], wanted: i32) -> Option<(usize, usize)> {
    let mut seen = Vec::new();
    let place = 'search: {
        for (y, row) in rows.iter().enumerate() {
            for (x, cell) in row.iter().enumerate() {
                if *cell == wanted {
                    break 'search Some((y, x));
                }
                seen.push(cell);
            }
        }
        None
    };
    println!("looked at {}", seen.len());
    place
}

fn main() {
    let rows = vec![vec![1, 2], vec![3, 4]];
    let place = find(&rows, 3);
    println!("{place:?}");
    drop(rows);
}
