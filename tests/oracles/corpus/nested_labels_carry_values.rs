//@ compiles
fn main() {
    let mut rows = vec![vec![String::from("a")], vec![String::from("goal")]];
    let found = 'rows: loop {
        let Some(mut row) = rows.pop() else {
            break 'rows None;
        };
        'cells: while let Some(cell) = row.pop() {
            if cell.is_empty() {
                continue 'rows;
            }
            if cell == "goal" {
                break 'rows Some(cell);
            }
            if cell.len() > 9 {
                break 'cells;
            }
        }
    };
    println!("{found:?}");
}
