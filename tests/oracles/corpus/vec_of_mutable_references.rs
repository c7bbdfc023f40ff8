//@ error E0499
fn main() {
    let mut grid = vec![0; 4];
    let mut cells: Vec<&mut i32> = vec![];
    for i in 0..4 {
        cells.push(&mut grid[i]);
    }
    for cell in cells { *cell += 1; }
}
